CREATE TABLE "idempotency_key" (
	"organisation_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"response" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_key_organisation_id_key_pk" PRIMARY KEY("organisation_id","key")
);
--> statement-breakpoint
CREATE TABLE "live_event" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "live_event_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation_id" text NOT NULL,
	"entity_type" text NOT NULL,
	"entity_id" text NOT NULL,
	"change" text NOT NULL,
	"request_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "channel_operation" (
	"id" text PRIMARY KEY NOT NULL,
	"channel_id" text NOT NULL,
	"node_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"amount_sats" bigint NOT NULL,
	"mode" text,
	"fault" text,
	"attempt" integer NOT NULL,
	"steps_done" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "channel_operation_amount" CHECK ("channel_operation"."amount_sats" >= 0)
);
--> statement-breakpoint
CREATE TABLE "lightning_fault" (
	"id" text PRIMARY KEY NOT NULL,
	"node_id" text NOT NULL,
	"fault" text NOT NULL,
	"remaining" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lightning_fault_remaining" CHECK ("lightning_fault"."remaining" >= 0)
);
--> statement-breakpoint
CREATE TABLE "contract_signature" (
	"contract_id" text NOT NULL,
	"party" text NOT NULL,
	"user_id" text,
	"signer_name" text NOT NULL,
	"terms_hash" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"ip" text,
	CONSTRAINT "contract_signature_contract_id_party_pk" PRIMARY KEY("contract_id","party")
);
--> statement-breakpoint
CREATE TABLE "early_end" (
	"id" text PRIMARY KEY NOT NULL,
	"lease_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"subscriber_id" text NOT NULL,
	"requested_by" text NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"fee_sats" bigint NOT NULL,
	"is_fee_waived" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answer_reason" text,
	"version" integer NOT NULL,
	CONSTRAINT "early_end_fee" CHECK ("early_end"."fee_sats" >= 0)
);
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "proved_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "demo_world" ADD COLUMN "clock_offset_ms" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "allocated_by" text;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "contract" ADD COLUMN "start_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "contract" SET "start_at" = "lease"."start_at" FROM "lease" WHERE "lease"."id" = "contract"."lease_id";--> statement-breakpoint
ALTER TABLE "contract" ALTER COLUMN "start_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "contract" ADD COLUMN "lessor_label" text;--> statement-breakpoint
ALTER TABLE "contract" ADD COLUMN "lessee_label" text;--> statement-breakpoint
UPDATE "contract" SET
  "lessee_label" = (SELECT s."alias" FROM "subscriber" s WHERE s."id" = "contract"."subscriber_id"),
  "lessor_label" = (SELECT CASE WHEN t."is_anonymised" THEN coalesce(p."nickname", t."alias") ELSE t."name" END
    FROM "lease" l JOIN "treasury" t ON t."id" = l."treasury_id" LEFT JOIN "treasury_pool" p ON p."id" = l."pool_id"
    WHERE l."id" = "contract"."lease_id");--> statement-breakpoint
ALTER TABLE "contract" ALTER COLUMN "lessor_label" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "contract" ALTER COLUMN "lessee_label" SET NOT NULL;--> statement-breakpoint
UPDATE "contract" SET "terms_hash" = encode(sha256(convert_to(
  'lease ' || "lease_id" || E'\n' ||  'lessor ' || "lessor_label" || E'\n' || 'lessee ' || "lessee_label" || E'\n'
  || 'size ' || "size_sats" || ' sats' || E'\n'
  || 'start ' || to_char("start_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || E'\n'
  || 'term ' || "term_days" || ' days' || E'\n'
  || CASE WHEN "fee_model" = 'fixed' THEN 'fee ' || coalesce("fee_sats", 0) || ' sats' ELSE 'fee ' || coalesce("fee_ppm", 0) || ' ppm' END,
  'UTF8')), 'hex');--> statement-breakpoint
INSERT INTO "contract_signature" ("contract_id", "party", "signer_name", "terms_hash", "signed_at")
  SELECT c."id", 'treasury', t."name", c."terms_hash", c."signed_by_treasury_at" FROM "contract" c JOIN "treasury" t ON t."id" = c."treasury_id" WHERE c."signed_by_treasury_at" IS NOT NULL
  UNION ALL
  SELECT c."id", 'subscriber', s."name", c."terms_hash", c."signed_by_subscriber_at" FROM "contract" c JOIN "subscriber" s ON s."id" = c."subscriber_id" WHERE c."signed_by_subscriber_at" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "lease" ADD COLUMN "extends_lease_id" text;--> statement-breakpoint
ALTER TABLE "lease" ADD COLUMN "delivered_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "lease" SET "delivered_at" = "start_at" WHERE "status" NOT IN ('pending', 'cancelled');--> statement-breakpoint
ALTER TABLE "renewal_request" ADD COLUMN "requested_by" text DEFAULT 'subscriber' NOT NULL;--> statement-breakpoint
ALTER TABLE "renewal_request" ALTER COLUMN "requested_by" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD COLUMN "fallback_ticket_id" text;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD COLUMN "answered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "renewal_request" ALTER COLUMN "version" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "demand_ticket" ADD COLUMN "reason_code" text;--> statement-breakpoint
ALTER TABLE "demand_ticket" ADD COLUMN "lease_id" text;--> statement-breakpoint
ALTER TABLE "demand_ticket" ADD COLUMN "assignee_id" text;--> statement-breakpoint
ALTER TABLE "channel_operation" ADD CONSTRAINT "channel_operation_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_operation" ADD CONSTRAINT "channel_operation_node_id_node_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."node"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_operation" ADD CONSTRAINT "channel_operation_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lightning_fault" ADD CONSTRAINT "lightning_fault_node_id_node_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."node"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_signature" ADD CONSTRAINT "contract_signature_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "early_end" ADD CONSTRAINT "early_end_lease_id_lease_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."lease"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "early_end" ADD CONSTRAINT "early_end_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "early_end" ADD CONSTRAINT "early_end_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_key_created" ON "idempotency_key" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "live_event_created" ON "live_event" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "channel_operation_channel" ON "channel_operation" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "channel_operation_due" ON "channel_operation" USING btree ("status","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "channel_operation_open" ON "channel_operation" USING btree ("channel_id") WHERE "channel_operation"."status" in ('running', 'waiting');--> statement-breakpoint
CREATE INDEX "lightning_fault_node" ON "lightning_fault" USING btree ("node_id");--> statement-breakpoint
CREATE INDEX "early_end_lease" ON "early_end" USING btree ("lease_id");--> statement-breakpoint
CREATE INDEX "early_end_due" ON "early_end" USING btree ("status","effective_at");--> statement-breakpoint
CREATE UNIQUE INDEX "early_end_open" ON "early_end" USING btree ("lease_id") WHERE "early_end"."status" in ('requested', 'approved');--> statement-breakpoint
ALTER TABLE "lease" ADD CONSTRAINT "lease_extends_lease_id_lease_id_fk" FOREIGN KEY ("extends_lease_id") REFERENCES "public"."lease"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD CONSTRAINT "renewal_request_fallback_ticket_id_demand_ticket_id_fk" FOREIGN KEY ("fallback_ticket_id") REFERENCES "public"."demand_ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "allocation_due" ON "allocation" USING btree ("status","expires_at");--> statement-breakpoint
CREATE INDEX "lease_status_end" ON "lease" USING btree ("status","end_at");--> statement-breakpoint
CREATE INDEX "lease_ticket" ON "lease" USING btree ("ticket_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lease_renewed_once" ON "lease" USING btree ("renews_lease_id") WHERE "lease"."status" <> 'cancelled';--> statement-breakpoint
CREATE INDEX "renewal_request_due" ON "renewal_request" USING btree ("status","respond_by");--> statement-breakpoint
CREATE UNIQUE INDEX "renewal_request_open" ON "renewal_request" USING btree ("lease_id") WHERE "renewal_request"."status" = 'requested';--> statement-breakpoint
ALTER TABLE "demo_world" ADD CONSTRAINT "demo_world_clock_forward" CHECK ("demo_world"."clock_offset_ms" >= 0);--> statement-breakpoint
-- The last wall behind the allocation commands: they lock the treasury and check its availability;
-- this refuses what promises more than the treasury's nodes hold, even if a command forgot to.
CREATE FUNCTION lease_refuse_overpromise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  deployed numeric;
  promised numeric;
BEGIN
  PERFORM 1 FROM treasury WHERE id = NEW.treasury_id FOR UPDATE;
  SELECT coalesce((SELECT sum(reserve_sats) FROM node WHERE treasury_id = NEW.treasury_id AND retired_at IS NULL), 0)
       + coalesce((SELECT sum(capacity_sats) FROM channel WHERE treasury_id = NEW.treasury_id AND state NOT IN ('closed', 'failed')), 0)
    INTO deployed;
  SELECT coalesce(sum(l.size_sats), 0) INTO promised
    FROM lease l
   WHERE l.treasury_id = NEW.treasury_id
     AND l.status IN ('pending', 'active', 'paused')
     AND (l.status = 'pending' OR l.end_at > NEW.start_at)
     AND (l.renews_lease_id IS NULL OR l.status <> 'pending' OR NOT EXISTS (
           SELECT 1 FROM lease o
            WHERE o.id = l.renews_lease_id AND o.status IN ('active', 'paused') AND o.end_at > NEW.start_at));
  IF promised > deployed THEN
    RAISE EXCEPTION 'treasury % would promise % sats of % deployed', NEW.treasury_id, promised, deployed
      USING ERRCODE = '23514', CONSTRAINT = 'lease_within_deployed';
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER lease_within_deployed AFTER INSERT ON lease
  FOR EACH ROW WHEN (NEW.status IN ('pending', 'active', 'paused'))
  EXECUTE FUNCTION lease_refuse_overpromise();
--> statement-breakpoint
-- Terms never change once a lease has run; activation itself may move start and end of a pending one.
CREATE FUNCTION lease_refuse_new_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.treasury_id, NEW.subscriber_id, NEW.size_sats, NEW.fee_model) IS DISTINCT FROM
     (OLD.treasury_id, OLD.subscriber_id, OLD.size_sats, OLD.fee_model)
     OR NEW.fee_sats IS DISTINCT FROM OLD.fee_sats OR NEW.fee_ppm IS DISTINCT FROM OLD.fee_ppm
     OR (OLD.status <> 'pending' AND (NEW.start_at, NEW.end_at) IS DISTINCT FROM (OLD.start_at, OLD.end_at)) THEN
    RAISE EXCEPTION 'the terms of lease % are fixed', OLD.id
      USING ERRCODE = '23514', CONSTRAINT = 'lease_terms_fixed';
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER lease_terms_fixed BEFORE UPDATE ON lease
  FOR EACH ROW EXECUTE FUNCTION lease_refuse_new_terms();
