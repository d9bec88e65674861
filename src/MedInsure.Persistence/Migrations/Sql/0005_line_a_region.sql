-- One line a region, its payers in two arrays: a quarter of the rows, and of the time that a run of thousands of counties takes to write.
-- The lines are rewritten as they stand, of released runs too, so the guards and the wall stand aside until the end of this script.
ALTER TABLE allocation_line NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY, DISABLE TRIGGER USER;
CREATE TEMP TABLE kept_line ON COMMIT DROP AS
SELECT tenant_id, run_id, row_number() OVER (PARTITION BY tenant_id, run_id ORDER BY min(ordinal)) AS ordinal, region_code, sum(fen)::bigint AS fen,
       min(headcount) AS headcount, min(state) AS state,
       coalesce(array_agg(payers ORDER BY ordinal) FILTER (WHERE fen IS NOT NULL), '{}') AS payers,
       coalesce(array_agg(fen ORDER BY ordinal) FILTER (WHERE fen IS NOT NULL), '{}') AS payer_fen
FROM allocation_line
GROUP BY tenant_id, run_id, region_code;

TRUNCATE allocation_line;
ALTER TABLE allocation_line DROP CONSTRAINT ck_allocation_line_payers;
ALTER TABLE allocation_line ALTER COLUMN payers TYPE int[] USING ARRAY[payers];
ALTER TABLE allocation_line ADD COLUMN payer_fen bigint[] NOT NULL;
ALTER TABLE allocation_line ADD CONSTRAINT ck_allocation_line_payers CHECK (1 <= ALL (payers) AND 31 >= ALL (payers));
ALTER TABLE allocation_line ADD CONSTRAINT ck_allocation_line_fen CHECK (cardinality(payers) = cardinality(payer_fen) AND (fen IS NULL) = (cardinality(payers) = 0));
INSERT INTO allocation_line (tenant_id, run_id, ordinal, region_code, fen, headcount, state, payers, payer_fen)
SELECT tenant_id, run_id, ordinal, region_code, fen, headcount, state, payers, payer_fen FROM kept_line;
ALTER TABLE allocation_line ENABLE TRIGGER USER, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- The same guard as before, asking for the run once: the list of a statement's runs is read once, and it has one entry.
CREATE OR REPLACE FUNCTION app.guard_run_parts() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  part record;
  run_state text;
BEGIN
  FOR part IN SELECT c.tenant_id, c.run_id FROM changed c GROUP BY c.tenant_id, c.run_id LOOP
    -- Locked, so that nobody submits or deletes the run between this look and the commit.
    SELECT r.state INTO run_state FROM allocation_run r WHERE r.tenant_id = part.tenant_id AND r.id = part.run_id FOR SHARE;
    IF NOT FOUND AND TG_OP = 'INSERT' THEN
      RAISE EXCEPTION 'The run of a row of % does not exist.', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
    ELSIF run_state NOT IN ('Draft', 'Computed') THEN
      PERFORM app.refuse('MI002', '测算提交复核后，明细和依据不能修改。请先退回或撤回。');
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;

-- The texts of a run are large and repeat themselves: lz4 packs them in a fraction of the time. A server that was built without it keeps its own way.
DO $$
BEGIN
  ALTER TABLE allocation_run ALTER COLUMN snapshot SET COMPRESSION lz4, ALTER COLUMN outcome SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  RAISE NOTICE 'lz4 is not available, pglz stays';
END
$$;

-- Regions change a few times a year and every page asks for them: whoever holds them asks whether they are still the same. The value changes with the
-- transaction that changes a region, so nobody can hold the rows before it under the value after it.
CREATE TABLE region_revision (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  revision uuid NOT NULL
);
INSERT INTO region_revision (revision) VALUES (gen_random_uuid());
GRANT SELECT ON region_revision TO medinsure_app;
CREATE FUNCTION app.renew_region_revision() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE region_revision SET revision = gen_random_uuid();
  RETURN NULL;
END
$$;
CREATE TRIGGER renew_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON region FOR EACH STATEMENT EXECUTE FUNCTION app.renew_region_revision();
