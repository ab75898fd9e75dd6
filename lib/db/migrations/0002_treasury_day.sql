CREATE TABLE "treasury_day" (
	"treasury_id" text NOT NULL,
	"date" date NOT NULL,
	"routed_sats" bigint NOT NULL,
	"fee_msat" bigint NOT NULL,
	"deployed_sats" bigint NOT NULL,
	CONSTRAINT "treasury_day_treasury_id_date_pk" PRIMARY KEY("treasury_id","date")
);
--> statement-breakpoint
ALTER TABLE "treasury_day" ADD CONSTRAINT "treasury_day_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;