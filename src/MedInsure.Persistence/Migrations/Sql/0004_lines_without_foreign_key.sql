-- A run writes its lines in one statement, thousands at a time. The foreign key asked for the run once a line and took as long as the rest of the
-- insert together; the guard asks once a statement, under the same lock, and so does the deletion of a run.
CREATE OR REPLACE FUNCTION app.guard_run_parts() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  run_state text;
  runs int := 0;
BEGIN
  -- Locked, so that nobody submits or deletes the run between this look and the commit.
  FOR run_state IN SELECT r.state FROM allocation_run r WHERE (r.tenant_id, r.id) IN (SELECT DISTINCT c.tenant_id, c.run_id FROM changed c) FOR SHARE LOOP
    runs := runs + 1;
    IF run_state NOT IN ('Draft', 'Computed') THEN
      PERFORM app.refuse('MI002', '测算提交复核后，明细和依据不能修改。请先退回或撤回。');
    END IF;
  END LOOP;
  IF TG_OP = 'INSERT' AND runs < (SELECT count(*) FROM (SELECT DISTINCT c.tenant_id, c.run_id FROM changed c) AS named) THEN
    RAISE EXCEPTION 'The run of a row of % does not exist.', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION app.delete_run_lines() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM allocation_line l WHERE l.tenant_id = OLD.tenant_id AND l.run_id = OLD.id;
  RETURN OLD;
END
$$;
-- After the guard: triggers fire in the order of their names.
CREATE TRIGGER guarded_delete BEFORE DELETE ON allocation_run FOR EACH ROW EXECUTE FUNCTION app.delete_run_lines();

GRANT EXECUTE ON FUNCTION app.delete_run_lines() TO medinsure_app;
