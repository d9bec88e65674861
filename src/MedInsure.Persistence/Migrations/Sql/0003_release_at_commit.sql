-- A release and the supersession of the earlier run are one transaction, and the program need not know in which order: what joins them is
-- looked at when it commits.
CREATE FUNCTION app.complete_allocation_run() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.state = 'Released' THEN
    INSERT INTO policy_reliance (tenant_id, run_id, issuer_tenant_id, policy_version_id, released_at)
    SELECT p.tenant_id, p.run_id, p.issuer_tenant_id, p.policy_version_id, NEW.released_at
    FROM run_policy p WHERE p.tenant_id = NEW.tenant_id AND p.run_id = NEW.id
    ON CONFLICT DO NOTHING;
  ELSIF NEW.state = 'Superseded' AND NOT EXISTS (
       SELECT FROM allocation_run s WHERE s.tenant_id = NEW.tenant_id AND s.id = NEW.superseded_by_run_id AND s.id <> NEW.id
       AND s.state IN ('Released', 'Superseded') AND s.funding_year = NEW.funding_year AND s.scheme = NEW.scheme AND s.kind = NEW.kind) THEN
    PERFORM app.refuse('MI001', '只有同一年度、同一方案、同一类型的已发布测算才能替代原来的一次。');
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER complete AFTER UPDATE ON allocation_run DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION app.complete_allocation_run();

GRANT EXECUTE ON FUNCTION app.complete_allocation_run() TO medinsure_app;
