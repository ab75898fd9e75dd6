ALTER TABLE "notification" ADD COLUMN "template" text;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "signer_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "version_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "policy_since" timestamp (3) with time zone;--> statement-breakpoint
-- What is known of a lost quorum from before: no later than the node's present state.
UPDATE "node" SET "signer_since" = "status_since" WHERE "signer_quorum_present" < "signer_quorum_required";--> statement-breakpoint
-- Open messages are put into facts by the next run of the rules; an id says what it names.
UPDATE "notification" SET
  "title" = regexp_replace("title", '\m[Ll]ease (lease_)', '\1', 'g'),
  "message" = regexp_replace("message", '\m[Ll]ease (lease_)', '\1', 'g')
WHERE "title" ~ '\m[Ll]ease lease_' OR "message" ~ '\m[Ll]ease lease_';
