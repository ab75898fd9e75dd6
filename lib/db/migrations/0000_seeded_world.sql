CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"last_active_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"active_organisation_id" text,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" text PRIMARY KEY NOT NULL,
	"subscriber_id" text NOT NULL,
	"label" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"last_ip" text,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_key_keyHash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_event_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"organisation_id" text,
	"action" text NOT NULL,
	"entity_type" text NOT NULL,
	"entity_id" text NOT NULL,
	"from_status" text,
	"to_status" text,
	"reason" text,
	"details" jsonb NOT NULL,
	"ip" text,
	"user_agent" text,
	"request_id" text,
	"previous_hash" text,
	"hash" text
);
--> statement-breakpoint
CREATE TABLE "demo_world" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"seed" integer NOT NULL,
	"scale" integer NOT NULL,
	"anchor_at" timestamp (3) with time zone NOT NULL,
	"facts_through" date NOT NULL,
	CONSTRAINT "demo_world_single_row" CHECK ("demo_world"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "notification_receipt" (
	"notification_id" text NOT NULL,
	"user_id" text NOT NULL,
	"read_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"dismissed_at" timestamp (3) with time zone,
	CONSTRAINT "notification_receipt_notification_id_user_id_pk" PRIMARY KEY("notification_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"id" text PRIMARY KEY NOT NULL,
	"dedupe_key" text NOT NULL,
	"rule" text NOT NULL,
	"category" text NOT NULL,
	"severity" text NOT NULL,
	"title" text NOT NULL,
	"message" text NOT NULL,
	"action_label" text,
	"action_url" text,
	"audience" text NOT NULL,
	"organisation_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"user_id" text NOT NULL,
	"organisation_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "membership_user_id_organisation_id_pk" PRIMARY KEY("user_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"jurisdiction" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "preference" (
	"user_id" text PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"theme" text NOT NULL,
	"time_zone" text,
	"density" text NOT NULL,
	"page_size" integer NOT NULL,
	"start_page" text NOT NULL,
	"default_range" integer NOT NULL,
	"ranges" jsonb NOT NULL,
	"tables" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" text PRIMARY KEY NOT NULL,
	"subscriber_id" text NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"is_active" boolean NOT NULL,
	"failure_count" integer NOT NULL,
	"last_triggered_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_failures" CHECK ("webhook"."failure_count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "invoice" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"subscriber_id" text NOT NULL,
	"period" text NOT NULL,
	"amount_sats" bigint NOT NULL,
	"paid_sats" bigint NOT NULL,
	"currency" text NOT NULL,
	"amount_cents" bigint,
	"status" text NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone,
	CONSTRAINT "invoice_number_unique" UNIQUE("number"),
	CONSTRAINT "invoice_amounts" CHECK ("invoice"."amount_sats" >= 0 and "invoice"."paid_sats" >= 0)
);
--> statement-breakpoint
CREATE TABLE "payout" (
	"id" text PRIMARY KEY NOT NULL,
	"treasury_id" text NOT NULL,
	"amount_sats" bigint NOT NULL,
	"address" text NOT NULL,
	"method" text NOT NULL,
	"status" text NOT NULL,
	"scheduled_for" timestamp (3) with time zone NOT NULL,
	"txid" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payout_amount" CHECK ("payout"."amount_sats" > 0)
);
--> statement-breakpoint
CREATE TABLE "reconciliation_diff" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"treasury_id" text,
	"entity_type" text NOT NULL,
	"entity_id" text NOT NULL,
	"expected_sats" bigint NOT NULL,
	"actual_sats" bigint NOT NULL,
	"status" text NOT NULL,
	"resolution" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "statement" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"treasury_id" text NOT NULL,
	"period" text NOT NULL,
	"lease_fees_sats" bigint NOT NULL,
	"routing_fees_sats" bigint NOT NULL,
	"gross_sats" bigint NOT NULL,
	"margin_bps" integer NOT NULL,
	"margin_sats" bigint NOT NULL,
	"net_sats" bigint NOT NULL,
	"credit_sats" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"generated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "statement_number_unique" UNIQUE("number"),
	CONSTRAINT "statement_treasury_period" UNIQUE("treasury_id","period"),
	CONSTRAINT "statement_gross" CHECK ("statement"."gross_sats" = "statement"."lease_fees_sats" + "statement"."routing_fees_sats"),
	CONSTRAINT "statement_net" CHECK ("statement"."net_sats" = "statement"."gross_sats" - "statement"."margin_sats")
);
--> statement-breakpoint
CREATE TABLE "platform_policy" (
	"version" integer PRIMARY KEY NOT NULL,
	"effective_from" timestamp (3) with time zone NOT NULL,
	"min_term_days" integer NOT NULL,
	"max_exposure_sats" bigint NOT NULL,
	"jurisdictions" text[] NOT NULL,
	"default_margin_bps" integer NOT NULL,
	"expiry_alert_days" integer NOT NULL,
	"utilization_target_pct" double precision NOT NULL,
	"uptime_alert_pct" double precision NOT NULL,
	"uptime_sla_pct" double precision NOT NULL,
	"delivered_sla_pct" double precision NOT NULL,
	"success_rate_pct" double precision NOT NULL,
	"lnd" jsonb NOT NULL,
	"cln" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "compliance_record" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"entity_type" text NOT NULL,
	"status" text NOT NULL,
	"is_id_verified" boolean NOT NULL,
	"is_address_verified" boolean NOT NULL,
	"is_entity_verified" boolean NOT NULL,
	"documents_received" integer NOT NULL,
	"risk_score" integer NOT NULL,
	"sanctions_check" text NOT NULL,
	"jurisdiction" text NOT NULL,
	"reason" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"next_review_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "compliance_record_organisationId_unique" UNIQUE("organisation_id"),
	CONSTRAINT "compliance_record_risk" CHECK ("compliance_record"."risk_score" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "allocation" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket_id" text,
	"pool_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"subscriber_id" text NOT NULL,
	"lease_id" text NOT NULL,
	"contract_id" text,
	"size_sats" bigint NOT NULL,
	"status" text NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "allocation_leaseId_unique" UNIQUE("lease_id"),
	CONSTRAINT "allocation_size" CHECK ("allocation"."size_sats" > 0)
);
--> statement-breakpoint
CREATE TABLE "channel_day" (
	"channel_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"subscriber_id" text,
	"date" date NOT NULL,
	"routed_sats" bigint NOT NULL,
	"fee_msat" bigint NOT NULL,
	"htlc_attempts" integer NOT NULL,
	"htlc_settled" integer NOT NULL,
	"online_seconds" integer NOT NULL,
	"observed_seconds" integer NOT NULL,
	"min_inbound_sats" bigint NOT NULL,
	"mean_inbound_sats" bigint NOT NULL,
	CONSTRAINT "channel_day_channel_id_date_pk" PRIMARY KEY("channel_id","date"),
	CONSTRAINT "channel_day_htlcs" CHECK ("channel_day"."htlc_settled" between 0 and "channel_day"."htlc_attempts"),
	CONSTRAINT "channel_day_volume" CHECK ("channel_day"."routed_sats" >= 0 and "channel_day"."fee_msat" >= 0)
);
--> statement-breakpoint
CREATE TABLE "channel_step" (
	"channel_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"seq" integer NOT NULL,
	"step" text NOT NULL,
	"status" text NOT NULL,
	"txid" text,
	"message" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "channel_step_channel_id_seq_pk" PRIMARY KEY("channel_id","seq")
);
--> statement-breakpoint
CREATE TABLE "channel" (
	"id" text PRIMARY KEY NOT NULL,
	"node_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"peer_alias" text NOT NULL,
	"peer_pubkey" text NOT NULL,
	"capacity_sats" bigint NOT NULL,
	"local_sats" bigint NOT NULL,
	"remote_sats" bigint NOT NULL,
	"base_fee_msat" integer NOT NULL,
	"fee_ppm" integer NOT NULL,
	"state" text NOT NULL,
	"state_since" timestamp (3) with time zone NOT NULL,
	"is_peer_online" boolean NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"funding_outpoint" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"profile" jsonb NOT NULL,
	CONSTRAINT "channel_balances_sum" CHECK ("channel"."capacity_sats" = "channel"."local_sats" + "channel"."remote_sats"),
	CONSTRAINT "channel_balances_range" CHECK ("channel"."local_sats" >= 0 and "channel"."remote_sats" >= 0)
);
--> statement-breakpoint
CREATE TABLE "contract" (
	"id" text PRIMARY KEY NOT NULL,
	"lease_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"subscriber_id" text NOT NULL,
	"size_sats" bigint NOT NULL,
	"term_days" integer NOT NULL,
	"fee_model" text NOT NULL,
	"fee_sats" bigint,
	"fee_ppm" integer,
	"terms_hash" text NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"signed_by_treasury_at" timestamp (3) with time zone,
	"signed_by_subscriber_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "contract_leaseId_unique" UNIQUE("lease_id")
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"status" text NOT NULL,
	"title" text NOT NULL,
	"treasury_id" text,
	"subscriber_id" text,
	"node_id" text,
	"lease_id" text,
	"channel_id" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"root_cause" text
);
--> statement-breakpoint
CREATE TABLE "sla_breach" (
	"id" text PRIMARY KEY NOT NULL,
	"incident_id" text NOT NULL,
	"lease_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"subscriber_id" text NOT NULL,
	"metric" text NOT NULL,
	"target_pct" double precision NOT NULL,
	"measured_pct" double precision NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone,
	"credit_sats" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lease_backing" (
	"id" text PRIMARY KEY NOT NULL,
	"lease_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"subscriber_id" text NOT NULL,
	"share_sats" bigint NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone,
	CONSTRAINT "lease_backing_share" CHECK ("lease_backing"."share_sats" > 0)
);
--> statement-breakpoint
CREATE TABLE "lease" (
	"id" text PRIMARY KEY NOT NULL,
	"treasury_id" text NOT NULL,
	"subscriber_id" text NOT NULL,
	"pool_id" text,
	"ticket_id" text,
	"size_sats" bigint NOT NULL,
	"start_at" timestamp (3) with time zone NOT NULL,
	"end_at" timestamp (3) with time zone NOT NULL,
	"fee_model" text NOT NULL,
	"fee_sats" bigint,
	"fee_ppm" integer,
	"status" text NOT NULL,
	"is_cancel_at_term" boolean NOT NULL,
	"renews_lease_id" text,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "lease_size" CHECK ("lease"."size_sats" > 0),
	CONSTRAINT "lease_term" CHECK ("lease"."end_at" > "lease"."start_at"),
	CONSTRAINT "lease_fee_model" CHECK (("lease"."fee_model" = 'fixed' and "lease"."fee_sats" is not null and "lease"."fee_ppm" is null) or ("lease"."fee_model" = 'ppm' and "lease"."fee_ppm" is not null and "lease"."fee_sats" is null))
);
--> statement-breakpoint
CREATE TABLE "node_day" (
	"node_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"date" date NOT NULL,
	"online_seconds" integer NOT NULL,
	"observed_seconds" integer NOT NULL,
	"median_ping_ms" integer NOT NULL,
	"capacity_sats" bigint NOT NULL,
	"reserve_sats" bigint NOT NULL,
	"last_rebalance_at" timestamp (3) with time zone,
	CONSTRAINT "node_day_node_id_date_pk" PRIMARY KEY("node_id","date"),
	CONSTRAINT "node_day_seconds" CHECK ("node_day"."online_seconds" between 0 and "node_day"."observed_seconds" and "node_day"."observed_seconds" <= 86400)
);
--> statement-breakpoint
CREATE TABLE "node" (
	"id" text PRIMARY KEY NOT NULL,
	"treasury_id" text NOT NULL,
	"alias" text NOT NULL,
	"pubkey" text NOT NULL,
	"implementation" text NOT NULL,
	"version" text NOT NULL,
	"status" text NOT NULL,
	"status_since" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"reserve_sats" bigint NOT NULL,
	"signer_quorum_required" integer NOT NULL,
	"signer_quorum_present" integer NOT NULL,
	"backup_status" text NOT NULL,
	"backup_at" timestamp (3) with time zone,
	"base_fee_msat" integer NOT NULL,
	"fee_ppm" integer NOT NULL,
	"time_lock_blocks" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"profile" jsonb NOT NULL,
	CONSTRAINT "node_pubkey_unique" UNIQUE("pubkey"),
	CONSTRAINT "node_reserve_range" CHECK ("node"."reserve_sats" >= 0)
);
--> statement-breakpoint
CREATE TABLE "treasury_pool" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"nickname" text NOT NULL,
	"min_term_days" integer NOT NULL,
	"max_exposure_sats" bigint NOT NULL,
	"jurisdictions" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "treasury_pool_name_unique" UNIQUE("name"),
	CONSTRAINT "treasury_pool_nickname_unique" UNIQUE("nickname"),
	CONSTRAINT "pool_term_range" CHECK ("treasury_pool"."min_term_days" between 1 and 365),
	CONSTRAINT "pool_exposure_range" CHECK ("treasury_pool"."max_exposure_sats" > 0)
);
--> statement-breakpoint
CREATE TABLE "treasury_pool_member" (
	"pool_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	CONSTRAINT "treasury_pool_member_pool_id_treasury_id_pk" PRIMARY KEY("pool_id","treasury_id")
);
--> statement-breakpoint
CREATE TABLE "renewal_request" (
	"id" text PRIMARY KEY NOT NULL,
	"lease_id" text NOT NULL,
	"treasury_id" text NOT NULL,
	"subscriber_id" text NOT NULL,
	"size_sats" bigint NOT NULL,
	"term_days" integer NOT NULL,
	"fee_model" text NOT NULL,
	"fee_sats" bigint,
	"fee_ppm" integer,
	"status" text NOT NULL,
	"respond_by" timestamp (3) with time zone NOT NULL,
	"new_lease_id" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscriber" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"alias" text NOT NULL,
	"jurisdiction" text NOT NULL,
	"node_alias" text NOT NULL,
	"node_pubkey" text NOT NULL,
	"last_policy_update_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "subscriber_nodePubkey_unique" UNIQUE("node_pubkey")
);
--> statement-breakpoint
CREATE TABLE "demand_ticket" (
	"id" text PRIMARY KEY NOT NULL,
	"subscriber_id" text NOT NULL,
	"kind" text NOT NULL,
	"size_sats" bigint NOT NULL,
	"term_days" integer NOT NULL,
	"price_min_ppm" integer NOT NULL,
	"price_max_ppm" integer NOT NULL,
	"risk_tier" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"comment" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "demand_ticket_size" CHECK ("demand_ticket"."size_sats" > 0),
	CONSTRAINT "demand_ticket_price" CHECK ("demand_ticket"."price_min_ppm" >= 0 and "demand_ticket"."price_min_ppm" <= "demand_ticket"."price_max_ppm")
);
--> statement-breakpoint
CREATE TABLE "payout_address" (
	"id" text PRIMARY KEY NOT NULL,
	"treasury_id" text NOT NULL,
	"address" text NOT NULL,
	"verified_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "policy_template" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"base_fee_msat_min" integer NOT NULL,
	"base_fee_msat_max" integer NOT NULL,
	"fee_ppm_min" integer NOT NULL,
	"fee_ppm_max" integer NOT NULL,
	"time_lock_blocks_min" integer NOT NULL,
	"time_lock_blocks_max" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "treasury" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"margin_bps" integer NOT NULL,
	"alias" text NOT NULL,
	"is_anonymised" boolean NOT NULL,
	"jurisdiction" text NOT NULL,
	"policy_template_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "treasury_margin_range" CHECK ("treasury"."margin_bps" between 0 and 10000)
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_subscriber_id_organisation_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_receipt" ADD CONSTRAINT "notification_receipt_notification_id_notification_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_receipt" ADD CONSTRAINT "notification_receipt_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preference" ADD CONSTRAINT "preference_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_subscriber_id_organisation_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_subscriber_id_organisation_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout" ADD CONSTRAINT "payout_treasury_id_organisation_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_diff" ADD CONSTRAINT "reconciliation_diff_treasury_id_organisation_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement" ADD CONSTRAINT "statement_treasury_id_organisation_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compliance_record" ADD CONSTRAINT "compliance_record_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_ticket_id_demand_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."demand_ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_pool_id_treasury_pool_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."treasury_pool"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_lease_id_lease_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."lease"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_day" ADD CONSTRAINT "channel_day_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_day" ADD CONSTRAINT "channel_day_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_day" ADD CONSTRAINT "channel_day_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_step" ADD CONSTRAINT "channel_step_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_step" ADD CONSTRAINT "channel_step_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_node_id_node_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."node"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_lease_id_lease_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."lease"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_node_id_node_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."node"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_lease_id_lease_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."lease"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_breach" ADD CONSTRAINT "sla_breach_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_breach" ADD CONSTRAINT "sla_breach_lease_id_lease_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."lease"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_breach" ADD CONSTRAINT "sla_breach_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_breach" ADD CONSTRAINT "sla_breach_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease_backing" ADD CONSTRAINT "lease_backing_lease_id_lease_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."lease"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease_backing" ADD CONSTRAINT "lease_backing_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease_backing" ADD CONSTRAINT "lease_backing_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease_backing" ADD CONSTRAINT "lease_backing_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease" ADD CONSTRAINT "lease_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease" ADD CONSTRAINT "lease_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease" ADD CONSTRAINT "lease_pool_id_treasury_pool_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."treasury_pool"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease" ADD CONSTRAINT "lease_ticket_id_demand_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."demand_ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease" ADD CONSTRAINT "lease_renews_lease_id_lease_id_fk" FOREIGN KEY ("renews_lease_id") REFERENCES "public"."lease"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_day" ADD CONSTRAINT "node_day_node_id_node_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."node"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_day" ADD CONSTRAINT "node_day_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node" ADD CONSTRAINT "node_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treasury_pool_member" ADD CONSTRAINT "treasury_pool_member_pool_id_treasury_pool_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."treasury_pool"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treasury_pool_member" ADD CONSTRAINT "treasury_pool_member_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD CONSTRAINT "renewal_request_lease_id_lease_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."lease"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD CONSTRAINT "renewal_request_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD CONSTRAINT "renewal_request_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_request" ADD CONSTRAINT "renewal_request_new_lease_id_lease_id_fk" FOREIGN KEY ("new_lease_id") REFERENCES "public"."lease"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber" ADD CONSTRAINT "subscriber_id_organisation_id_fk" FOREIGN KEY ("id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demand_ticket" ADD CONSTRAINT "demand_ticket_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_address" ADD CONSTRAINT "payout_address_treasury_id_treasury_id_fk" FOREIGN KEY ("treasury_id") REFERENCES "public"."treasury"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treasury" ADD CONSTRAINT "treasury_id_organisation_id_fk" FOREIGN KEY ("id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treasury" ADD CONSTRAINT "treasury_policy_template_id_policy_template_id_fk" FOREIGN KEY ("policy_template_id") REFERENCES "public"."policy_template"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "api_key_subscriber" ON "api_key" USING btree ("subscriber_id");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_event_seq" ON "audit_event" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "audit_event_at" ON "audit_event" USING btree ("at","seq");--> statement-breakpoint
CREATE INDEX "audit_event_entity" ON "audit_event" USING btree ("entity_type","entity_id");--> statement-breakpoint
CREATE INDEX "audit_event_organisation" ON "audit_event" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "notification_one_open_episode" ON "notification" USING btree ("dedupe_key") WHERE "notification"."resolved_at" is null;--> statement-breakpoint
CREATE INDEX "notification_organisation" ON "notification" USING btree ("organisation_id","created_at");--> statement-breakpoint
CREATE INDEX "membership_organisation" ON "membership" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "webhook_subscriber" ON "webhook" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "invoice_subscriber" ON "invoice" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "payout_treasury" ON "payout" USING btree ("treasury_id");--> statement-breakpoint
CREATE INDEX "reconciliation_diff_status" ON "reconciliation_diff" USING btree ("status");--> statement-breakpoint
CREATE INDEX "statement_treasury" ON "statement" USING btree ("treasury_id");--> statement-breakpoint
CREATE INDEX "allocation_ticket" ON "allocation" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "allocation_treasury" ON "allocation" USING btree ("treasury_id");--> statement-breakpoint
CREATE INDEX "channel_day_treasury_date" ON "channel_day" USING btree ("treasury_id","date");--> statement-breakpoint
CREATE INDEX "channel_day_subscriber_date" ON "channel_day" USING btree ("subscriber_id","date");--> statement-breakpoint
CREATE INDEX "channel_treasury" ON "channel" USING btree ("treasury_id");--> statement-breakpoint
CREATE INDEX "channel_node" ON "channel" USING btree ("node_id");--> statement-breakpoint
CREATE INDEX "contract_treasury" ON "contract" USING btree ("treasury_id");--> statement-breakpoint
CREATE INDEX "contract_subscriber" ON "contract" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "incident_treasury" ON "incident" USING btree ("treasury_id");--> statement-breakpoint
CREATE INDEX "incident_subscriber" ON "incident" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "sla_breach_treasury" ON "sla_breach" USING btree ("treasury_id");--> statement-breakpoint
CREATE INDEX "sla_breach_subscriber" ON "sla_breach" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "lease_backing_lease" ON "lease_backing" USING btree ("lease_id");--> statement-breakpoint
CREATE INDEX "lease_backing_channel" ON "lease_backing" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "lease_backing_subscriber" ON "lease_backing" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "lease_treasury" ON "lease" USING btree ("treasury_id");--> statement-breakpoint
CREATE INDEX "lease_subscriber" ON "lease" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "node_day_treasury_date" ON "node_day" USING btree ("treasury_id","date");--> statement-breakpoint
CREATE INDEX "node_treasury" ON "node" USING btree ("treasury_id");--> statement-breakpoint
CREATE INDEX "renewal_request_treasury" ON "renewal_request" USING btree ("treasury_id");--> statement-breakpoint
CREATE INDEX "renewal_request_subscriber" ON "renewal_request" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "demand_ticket_subscriber" ON "demand_ticket" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "demand_ticket_status" ON "demand_ticket" USING btree ("status","created_at");--> statement-breakpoint
CREATE INDEX "payout_address_treasury" ON "payout_address" USING btree ("treasury_id");