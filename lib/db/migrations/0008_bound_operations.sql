ALTER TABLE "channel_operation" ADD COLUMN "txid" text;--> statement-breakpoint
ALTER TABLE "channel_operation" ADD COLUMN "locked_until" timestamp (3) with time zone;--> statement-breakpoint
-- What runs and has broadcast is bound by the last transaction that its log names.
UPDATE "channel_operation" AS o SET "txid" = (
  SELECT s."txid" FROM "channel_step" AS s
  WHERE s."channel_id" = o."channel_id" AND s."status" = 'done' AND s."txid" IS NOT NULL
    AND s."at" >= o."started_at"
  ORDER BY s."seq" DESC LIMIT 1)
WHERE o."status" IN ('running', 'waiting');--> statement-breakpoint
-- A forced close whose commitment is confirmed waits for its time lock, which its next step ends.
UPDATE "channel_operation" SET "locked_until" = "due_at"
WHERE "kind" = 'close' AND "mode" = 'force' AND "status" = 'running' AND "steps_done" IN (2, 3);--> statement-breakpoint
ALTER TABLE "channel_operation" ADD CONSTRAINT "channel_operation_bound" CHECK ("channel_operation"."txid" is null or "channel_operation"."status" not in ('failed', 'cancelled'));