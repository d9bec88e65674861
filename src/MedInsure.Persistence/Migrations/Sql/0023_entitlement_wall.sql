-- Rows of a run come while it is queued, and a bureau has one queued run. The rows are many: a restrictive policy asks once a statement which run that is, where the trigger kept all rows aside to look at them.
-- A policy that restricts only takes away; the gate lets it stand.
CREATE FUNCTION app.queued_entitlement_run() RETURNS bigint LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  queued bigint;
BEGIN
  -- Locked, so that nobody ends the run between this look and the commit.
  SELECT r.id INTO queued FROM entitlement_run r WHERE r.tenant_id = app.tid() AND r.state = 'Queued' FOR SHARE;
  IF queued IS NULL THEN
    PERFORM app.refuse('MI002', '资助认定已经结束，不能再写入明细。');
  END IF;
  RETURN queued;
END
$$;
GRANT EXECUTE ON FUNCTION app.queued_entitlement_run() TO medinsure_app;
CREATE POLICY queued_run ON entitlement AS RESTRICTIVE FOR INSERT WITH CHECK (run_id = (SELECT app.queued_entitlement_run()));
DROP TRIGGER guard_insert ON entitlement;

-- Whose the rows are is asked once a statement too: a million rows that come back from their writing were asked twice each.
ALTER POLICY own_tenant ON entitlement USING (tenant_id = (SELECT app.tid())) WITH CHECK (tenant_id = (SELECT app.tid()));
