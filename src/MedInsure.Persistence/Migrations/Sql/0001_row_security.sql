-- The bureaus above this one, nearest first; their published policy is readable.
CREATE FUNCTION app.ancestor_ids() RETURNS int[] LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  WITH RECURSIVE up (id, parent_id, distance) AS (
    SELECT t.id, t.parent_id, 0 FROM public.tenant t WHERE t.id = app.tid()
    UNION ALL
    SELECT t.id, t.parent_id, up.distance + 1 FROM public.tenant t JOIN up ON t.id = up.parent_id
  ) CYCLE id SET is_cycle USING path
  SELECT coalesce(array_agg(up.id ORDER BY up.distance), '{}') FROM up WHERE up.distance > 0 AND NOT up.is_cycle
);

-- Tables of no bureau. The gate (Startup/gate.sql) has the same list.
GRANT SELECT ON tenant, region, migration_history TO medinsure_app;
GRANT SELECT, INSERT ON data_protection_key TO medinsure_app;

-- Tables of one bureau each: the wall, and what the program may do behind it.
CREATE FUNCTION pg_temp.isolate(relation regclass, privileges text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY own_tenant ON %s USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid())', relation);
  EXECUTE format('GRANT %s ON %s TO medinsure_app', privileges, relation);
END
$$;

SELECT pg_temp.isolate('pooling_region', 'SELECT');
SELECT pg_temp.isolate('pooling_member', 'SELECT');

SELECT pg_temp.isolate('app_user', 'SELECT, INSERT, UPDATE');
SELECT pg_temp.isolate('user_role', 'SELECT, INSERT, DELETE');
SELECT pg_temp.isolate('user_region', 'SELECT, INSERT, DELETE');
SELECT pg_temp.isolate('user_session', 'SELECT, INSERT, UPDATE, DELETE');
SELECT pg_temp.isolate('user_preference', 'SELECT, INSERT, UPDATE, DELETE');

SELECT pg_temp.isolate('policy_version', 'SELECT, INSERT, UPDATE, DELETE');
SELECT pg_temp.isolate('policy_reliance', 'SELECT, INSERT');
SELECT pg_temp.isolate('filing', 'SELECT, INSERT, UPDATE, DELETE');

SELECT pg_temp.isolate('headcount', 'SELECT, INSERT, UPDATE, DELETE');
SELECT pg_temp.isolate('import_batch', 'SELECT, INSERT, UPDATE');

SELECT pg_temp.isolate('allocation_run', 'SELECT, INSERT, UPDATE, DELETE');
SELECT pg_temp.isolate('allocation_line', 'SELECT, INSERT, DELETE');
SELECT pg_temp.isolate('run_policy', 'SELECT, INSERT, DELETE');
SELECT pg_temp.isolate('run_acknowledgement', 'SELECT, INSERT, DELETE');
SELECT pg_temp.isolate('run_opinion', 'SELECT, INSERT');

-- Append-only, and the person and the time are the database's own: those columns cannot be given.
SELECT pg_temp.isolate('headcount_change', 'SELECT');
GRANT INSERT (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons_before, persons_after, source, import_batch_id)
  ON headcount_change TO medinsure_app;
SELECT pg_temp.isolate('audit_entry', 'SELECT');
GRANT INSERT (tenant_id, act, subject, detail) ON audit_entry TO medinsure_app;

DROP FUNCTION pg_temp.isolate(regclass, text);

-- What one bureau shows another, table by table; nothing else crosses.
CREATE POLICY published_to_descendants ON policy_version FOR SELECT
  USING (published_at IS NOT NULL AND tenant_id = ANY ((SELECT app.ancestor_ids())::int[]));
CREATE POLICY filed_to_recipient ON filing FOR SELECT
  USING (filed_at IS NOT NULL AND recipient_tenant_id = app.tid());
CREATE POLICY reliance_to_issuer ON policy_reliance FOR SELECT
  USING (issuer_tenant_id = app.tid());

-- A county is in one pooling region per insurance and day.
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA app;
ALTER TABLE pooling_member ADD CONSTRAINT ex_pooling_member_once
  EXCLUDE USING gist (tenant_id WITH =, insurance WITH =, region_code WITH =, daterange(valid_from, valid_to) WITH &&);

-- Numbers without holes: taken under a lock of the bureau that is held to the end of the transaction.
CREATE FUNCTION app.number_audit_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_entry'), NEW.tenant_id);
  NEW.sequence := coalesce((SELECT max(e.sequence) FROM public.audit_entry e WHERE e.tenant_id = NEW.tenant_id), 0) + 1;
  NEW.user_id := app.uid();
  NEW.at := clock_timestamp();
  RETURN NEW;
END
$$;
CREATE TRIGGER number_audit_entry BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION app.number_audit_entry();

CREATE FUNCTION app.number_allocation_run() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('allocation_run'), NEW.tenant_id);
  NEW.number := coalesce((SELECT max(r.number) FROM public.allocation_run r WHERE r.tenant_id = NEW.tenant_id AND r.funding_year = NEW.funding_year), 0) + 1;
  RETURN NEW;
END
$$;
CREATE TRIGGER number_allocation_run BEFORE INSERT ON allocation_run FOR EACH ROW EXECUTE FUNCTION app.number_allocation_run();

GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO medinsure_app;
