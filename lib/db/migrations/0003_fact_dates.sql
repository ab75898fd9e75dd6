CREATE INDEX "channel_day_date" ON "channel_day" USING btree ("date");--> statement-breakpoint
CREATE INDEX "node_day_date" ON "node_day" USING btree ("date");