ALTER TABLE "sla_breach" ADD COLUMN "booked_on" date;--> statement-breakpoint
UPDATE "sla_breach" SET "booked_on" = ("from_at" AT TIME ZONE 'UTC')::date;--> statement-breakpoint
ALTER TABLE "sla_breach" ALTER COLUMN "booked_on" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_breach" ALTER COLUMN "booked_on" SET DEFAULT null;--> statement-breakpoint
-- A credit lies in a month that neither side's bill has closed: one recorded later goes to the open month.
CREATE FUNCTION sla_breach_book() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed_to date;
BEGIN
  NEW.booked_on := coalesce(NEW.booked_on, (NEW.from_at AT TIME ZONE 'UTC')::date);
  SELECT (max(period) || '-01')::date + interval '1 month' INTO closed_to FROM (
    SELECT period FROM statement WHERE treasury_id = NEW.treasury_id
    UNION ALL SELECT period FROM invoice WHERE subscriber_id = NEW.subscriber_id) AS closed;
  IF closed_to > NEW.booked_on THEN
    NEW.booked_on := closed_to;
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER sla_breach_booked BEFORE INSERT ON sla_breach
  FOR EACH ROW EXECUTE FUNCTION sla_breach_book();
