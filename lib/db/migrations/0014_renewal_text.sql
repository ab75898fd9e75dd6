-- safe beside the version before: it writes requests without a text, as they were.
ALTER TABLE "renewal_request" ADD COLUMN "lessor_label" text;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD COLUMN "lessee_label" text;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD COLUMN "terms_hash" text;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD CONSTRAINT "renewal_request_text" CHECK (num_nulls("renewal_request"."lessor_label", "renewal_request"."lessee_label", "renewal_request"."terms_hash") in (0, 3));