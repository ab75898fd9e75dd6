ALTER TABLE "treasury_pool" DROP CONSTRAINT "treasury_pool_name_unique";--> statement-breakpoint
ALTER TABLE "treasury_pool" DROP CONSTRAINT "treasury_pool_nickname_unique";--> statement-breakpoint
CREATE FUNCTION pool_name_fold(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT lower(upper(btrim(regexp_replace(translate(normalize(name, NFKC), U&'\00AD\061C\180E\200B\200C\200D\200E\200F\2060\FE0E\FE0F\FEFF', ''), '\s+', ' ', 'g'))))
$$;
--> statement-breakpoint
-- Names that can't be told apart, can't be seen or are not one line get another one; the log says which.
DO $$
DECLARE
  pool record;
  field text;
  wanted text;
  base text;
  taken boolean;
  round integer;
BEGIN
  FOR pool IN SELECT id, created_at, name, nickname FROM treasury_pool ORDER BY created_at, id LOOP
    FOREACH field IN ARRAY ARRAY['name', 'nickname'] LOOP
      base := CASE field WHEN 'name' THEN pool.name ELSE pool.nickname END;
      wanted := base;
      IF base ~ '[\u0001-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]' THEN
        wanted := btrim(regexp_replace(regexp_replace(base, '[\u0001-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]', ' ', 'g'), '\s+', ' ', 'g'));
      END IF;
      IF length(pool_name_fold(wanted)) < 3 THEN
        wanted := 'Pool ' || pool.id;
      END IF;
      round := 0;
      LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM treasury_pool WHERE (created_at, id) < ($1, $2) AND pool_name_fold(%I) = pool_name_fold($3))', field)
          INTO taken USING pool.created_at, pool.id, wanted;
        EXIT WHEN NOT taken;
        round := round + 1;
        wanted := left(base, 40) || ' (' || pool.id || CASE WHEN round > 1 THEN ' ' || round ELSE '' END || ')';
        wanted := btrim(regexp_replace(regexp_replace(wanted, '[\u0001-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]', ' ', 'g'), '\s+', ' ', 'g'));
      END LOOP;
      CONTINUE WHEN wanted = base;
      EXECUTE format('UPDATE treasury_pool SET %I = $1, version = version + 1 WHERE id = $2', field) USING wanted, pool.id;
      INSERT INTO audit_event (id, at, actor_type, actor_id, actor_name, action, entity_type, entity_id, reason, details)
      VALUES ('log_' || replace(gen_random_uuid()::text, '-', ''), now(), 'system', 'upgrade', 'upgrade', 'pool.changed', 'TreasuryPool', pool.id,
        'Names of pools must be told apart, and be read on one line', jsonb_build_object(field, jsonb_build_object('from', base, 'to', wanted)));
    END LOOP;
  END LOOP;
END;
$$;
--> statement-breakpoint
DROP FUNCTION pool_name_fold(text);
--> statement-breakpoint
CREATE UNIQUE INDEX "pool_name_folded" ON "treasury_pool" USING btree (lower(upper(btrim(regexp_replace(translate(normalize("name", NFKC), U&'\00AD\061C\180E\200B\200C\200D\200E\200F\2060\FE0E\FE0F\FEFF', ''), '\s+', ' ', 'g')))));--> statement-breakpoint
CREATE UNIQUE INDEX "pool_nickname_folded" ON "treasury_pool" USING btree (lower(upper(btrim(regexp_replace(translate(normalize("nickname", NFKC), U&'\00AD\061C\180E\200B\200C\200D\200E\200F\2060\FE0E\FE0F\FEFF', ''), '\s+', ' ', 'g')))));--> statement-breakpoint
ALTER TABLE "treasury_pool" ADD CONSTRAINT "pool_name_seen" CHECK (length(lower(upper(btrim(regexp_replace(translate(normalize("treasury_pool"."name", NFKC), U&'\00AD\061C\180E\200B\200C\200D\200E\200F\2060\FE0E\FE0F\FEFF', ''), '\s+', ' ', 'g'))))) >= 3);--> statement-breakpoint
ALTER TABLE "treasury_pool" ADD CONSTRAINT "pool_names_one_line" CHECK ("treasury_pool"."name" !~ '[\u0001-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]' and "treasury_pool"."nickname" !~ '[\u0001-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]');--> statement-breakpoint
ALTER TABLE "treasury_pool" ADD CONSTRAINT "pool_nickname_seen" CHECK (length(lower(upper(btrim(regexp_replace(translate(normalize("treasury_pool"."nickname", NFKC), U&'\00AD\061C\180E\200B\200C\200D\200E\200F\2060\FE0E\FE0F\FEFF', ''), '\s+', ' ', 'g'))))) >= 3);