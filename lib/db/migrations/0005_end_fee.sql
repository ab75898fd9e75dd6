ALTER TABLE "lease" ADD COLUMN "end_fee_sats" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "lease" ADD CONSTRAINT "lease_end_fee" CHECK ("lease"."end_fee_sats" = 0 or ("lease"."status" = 'terminated' and "lease"."ended_at" is not null));--> statement-breakpoint
-- The lock that the commands take themselves: it lets rows that merely refer to the treasury be
-- inserted meanwhile (their foreign keys take KEY SHARE), so that nobody waits in a circle.
CREATE OR REPLACE FUNCTION lease_refuse_overpromise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  deployed numeric;
  promised numeric;
BEGIN
  PERFORM 1 FROM treasury WHERE id = NEW.treasury_id FOR NO KEY UPDATE;
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
-- What an early end costs is said once, by the update that terminates the lease.
CREATE OR REPLACE FUNCTION lease_refuse_new_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.treasury_id, NEW.subscriber_id, NEW.size_sats, NEW.fee_model) IS DISTINCT FROM
     (OLD.treasury_id, OLD.subscriber_id, OLD.size_sats, OLD.fee_model)
     OR NEW.fee_sats IS DISTINCT FROM OLD.fee_sats OR NEW.fee_ppm IS DISTINCT FROM OLD.fee_ppm
     OR (OLD.status <> 'pending' AND (NEW.start_at, NEW.end_at) IS DISTINCT FROM (OLD.start_at, OLD.end_at))
     OR (OLD.status = 'terminated' AND NEW.end_fee_sats IS DISTINCT FROM OLD.end_fee_sats) THEN
    RAISE EXCEPTION 'the terms of lease % are fixed', OLD.id
      USING ERRCODE = '23514', CONSTRAINT = 'lease_terms_fixed';
  END IF;
  RETURN NEW;
END;
$$;
