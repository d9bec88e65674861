-- A bureau releases a run while a bureau above withdraws a policy that it rests on: each looks for what the other writes, and neither sees it
-- before it is committed. So both take a lock of the policy version first: releases share it, a withdrawal has it alone, and whoever comes second
-- looks again when the first is done. Only the row's owner may lock the row itself; an advisory lock needs no right to it and shows nothing.
CREATE FUNCTION app.policy_version_lock(issuer int, version bigint) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN hashtextextended('policy_version/' || issuer || '/' || version, 0);

CREATE FUNCTION app.fence_release() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(l.lock)
  FROM (SELECT app.policy_version_lock(p.issuer_tenant_id, p.policy_version_id) AS lock
        FROM run_policy p WHERE p.tenant_id = NEW.tenant_id AND p.run_id = NEW.id ORDER BY 1) AS l;
  RETURN NEW;
END
$$;
-- Before the guard: triggers fire in the order of their names.
CREATE TRIGGER fence BEFORE UPDATE ON allocation_run FOR EACH ROW
  WHEN (NEW.state = 'Released' AND OLD.state IS DISTINCT FROM 'Released') EXECUTE FUNCTION app.fence_release();

CREATE FUNCTION app.fence_withdrawal() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(app.policy_version_lock(NEW.tenant_id, NEW.id));
  RETURN NEW;
END
$$;
CREATE TRIGGER fence BEFORE UPDATE ON policy_version FOR EACH ROW
  WHEN (NEW.state = 'Withdrawn' AND OLD.state IS DISTINCT FROM 'Withdrawn') EXECUTE FUNCTION app.fence_withdrawal();

GRANT EXECUTE ON FUNCTION app.policy_version_lock(int, bigint), app.fence_release(), app.fence_withdrawal() TO medinsure_app;
