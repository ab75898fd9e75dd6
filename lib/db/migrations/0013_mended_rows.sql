-- Alerts that a treasury keeps name the peer of a channel as its leases name the lessee, and nobody before
-- the network knows of the channel; a node's own alias would undo the lessee's.
WITH told AS (
  SELECT n."id", c."peer_alias" AS alias,
    CASE WHEN c."state" IN ('pending', 'opening', 'failed') AND c."funding_outpoint" IS NULL THEN NULL
      ELSE translate(s."alias", U&'\E000\E001', '') END AS label
  FROM "notification" AS n
  JOIN "channel" AS c ON c."treasury_id" = n."organisation_id"
    AND n."dedupe_key" = n."rule" || ':' || c."id" || ':' || n."organisation_id"
  JOIN "subscriber" AS s ON s."node_pubkey" = c."peer_pubkey"
  WHERE n."audience" = 'treasury' AND n."rule" IN ('utilization-low', 'channel-stuck'))
UPDATE "notification" AS n SET
  "message" = replace(replace(n."message",
    'The channel to ' || told.alias || ' ', 'The channel ' || coalesce('to ' || told.label || ' ', '')),
    'The peer ' || told.alias || ' did not', 'The peer ' || coalesce(told.label || ' ', '') || 'did not'),
  "template" = replace(replace(n."template",
    'The channel to ' || told.alias || ' ', 'The channel ' || coalesce('to ' || told.label || ' ', '')),
    'The peer ' || told.alias || ' did not', 'The peer ' || coalesce(told.label || ' ', '') || 'did not')
FROM told WHERE told."id" = n."id" AND strpos(n."message", told.alias) > 0;
--> statement-breakpoint
-- An operation that began in the instant in which another one of its channel ended has broadcast what its own
-- steps say, and nothing by the last step of that other one.
UPDATE "channel_operation" AS o SET "txid" = (
  SELECT own."txid" FROM (
    SELECT s."txid", s."seq" FROM "channel_step" AS s
    WHERE s."channel_id" = o."channel_id" AND s."status" = 'done'
    ORDER BY s."seq" DESC LIMIT o."steps_done") AS own
  WHERE own."txid" IS NOT NULL ORDER BY own."seq" DESC LIMIT 1)
WHERE o."status" IN ('running', 'waiting') AND o."txid" IS NOT NULL AND o."attempt" = 1
  AND EXISTS (SELECT FROM "channel_operation" AS p
    WHERE p."channel_id" = o."channel_id" AND p."id" <> o."id" AND p."ended_at" = o."started_at");
--> statement-breakpoint
-- A credit and the closing of a month never pass each other: the one waits until the other has committed.
CREATE FUNCTION sla_breach_closed_to(treasury text, subscriber text) RETURNS date LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('flowrate.close-month'));
  RETURN (SELECT (max(period) || '-01')::date + interval '1 month' FROM (
    SELECT period FROM statement WHERE treasury_id = treasury
    UNION ALL SELECT period FROM invoice WHERE subscriber_id = subscriber) AS closed);
END;
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION sla_breach_book() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed_to date;
BEGIN
  IF TG_OP = 'UPDATE' AND ROW(NEW.booked_on, NEW.credit_sats, NEW.treasury_id, NEW.subscriber_id)
    IS NOT DISTINCT FROM ROW(OLD.booked_on, OLD.credit_sats, OLD.treasury_id, OLD.subscriber_id) THEN
    RETURN NEW;
  END IF;
  IF TG_OP <> 'INSERT' AND sla_breach_closed_to(OLD.treasury_id, OLD.subscriber_id) > OLD.booked_on THEN
    RAISE EXCEPTION 'The credit of % is billed: % refused', OLD.id, TG_OP USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  NEW.booked_on := coalesce(NEW.booked_on, (NEW.from_at AT TIME ZONE 'UTC')::date);
  closed_to := sla_breach_closed_to(NEW.treasury_id, NEW.subscriber_id);
  IF closed_to > NEW.booked_on THEN
    NEW.booked_on := closed_to;
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
DROP TRIGGER sla_breach_booked ON sla_breach;
--> statement-breakpoint
CREATE TRIGGER sla_breach_booked BEFORE INSERT OR UPDATE OR DELETE ON sla_breach
  FOR EACH ROW EXECUTE FUNCTION sla_breach_book();
