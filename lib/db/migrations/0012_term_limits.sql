ALTER TABLE "platform_policy" ADD COLUMN "min_lease_sats" bigint DEFAULT 1000000 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform_policy" ADD COLUMN "max_open_requests" integer DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "contract" ADD COLUMN "is_fee_exempt" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "lease" ADD COLUMN "is_fee_exempt" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD COLUMN "is_fee_exempt" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "demand_ticket" ADD COLUMN "is_price_exempt" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "demand_ticket" ADD COLUMN "is_seeded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- What was agreed before there was a limit lives on: it is marked, and the audit log names it.
UPDATE "lease" SET "is_fee_exempt" = true WHERE "fee_ppm" > 100000 OR "fee_sats" > "size_sats";--> statement-breakpoint
UPDATE "contract" SET "is_fee_exempt" = true WHERE "fee_ppm" > 100000 OR "fee_sats" > "size_sats";--> statement-breakpoint
UPDATE "renewal_request" SET "is_fee_exempt" = true WHERE "fee_ppm" > 100000 OR "fee_sats" > "size_sats";--> statement-breakpoint
UPDATE "demand_ticket" SET "is_price_exempt" = true WHERE "price_max_ppm" > 100000;--> statement-breakpoint
INSERT INTO "audit_event" ("id", "at", "actor_type", "actor_id", "actor_name", "action", "entity_type", "entity_id", "from_status", "to_status", "reason", "details")
  SELECT 'log_' || replace(gen_random_uuid()::text, '-', ''), now(), 'system', 'upgrade', 'upgrade', found."action", found."entity_type", found."id",
    found."status", found."status", 'Agreed before fees were limited to 100,000 ppm and to the size', found."details"
  FROM (
    SELECT 'lease.exempted' AS "action", 'Lease' AS "entity_type", "id", "status", jsonb_build_object('sizeSats', "size_sats", 'feeSats', "fee_sats", 'feePpm', "fee_ppm") AS "details" FROM "lease" WHERE "is_fee_exempt"
    UNION ALL
    SELECT 'contract.exempted', 'Contract', "id", "status", jsonb_build_object('leaseId', "lease_id", 'sizeSats', "size_sats", 'feeSats', "fee_sats", 'feePpm', "fee_ppm") FROM "contract" WHERE "is_fee_exempt"
    UNION ALL
    SELECT 'renewal.exempted', 'Renewal', "id", "status", jsonb_build_object('leaseId', "lease_id", 'sizeSats', "size_sats", 'feeSats', "fee_sats", 'feePpm', "fee_ppm") FROM "renewal_request" WHERE "is_fee_exempt"
    UNION ALL
    SELECT 'ticket.exempted', 'DemandTicket', "id", "status", jsonb_build_object('priceMinPpm', "price_min_ppm", 'priceMaxPpm', "price_max_ppm") FROM "demand_ticket" WHERE "is_price_exempt"
  ) AS found;--> statement-breakpoint
-- The demo world numbers its requests; those of people have random ids.
UPDATE "demand_ticket" SET "is_seeded" = true WHERE "id" ~ '^dmd_[0-9]+$';--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_fee_limit" CHECK ("contract"."is_fee_exempt" or (coalesce("contract"."fee_ppm", 0) <= 100000 and coalesce("contract"."fee_sats", 0) <= "contract"."size_sats"));--> statement-breakpoint
ALTER TABLE "lease" ADD CONSTRAINT "lease_fee_limit" CHECK ("lease"."is_fee_exempt" or (coalesce("lease"."fee_ppm", 0) <= 100000 and coalesce("lease"."fee_sats", 0) <= "lease"."size_sats"));--> statement-breakpoint
ALTER TABLE "renewal_request" ADD CONSTRAINT "renewal_request_fee_limit" CHECK ("renewal_request"."is_fee_exempt" or (coalesce("renewal_request"."fee_ppm", 0) <= 100000 and coalesce("renewal_request"."fee_sats", 0) <= "renewal_request"."size_sats"));--> statement-breakpoint
ALTER TABLE "demand_ticket" ADD CONSTRAINT "demand_ticket_price_limit" CHECK ("demand_ticket"."is_price_exempt" or "demand_ticket"."price_max_ppm" <= 100000);