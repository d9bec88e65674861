-- A run writes its lines in one statement, thousands at a time. The foreign key asked for the run once a line and took as long as the rest of the
-- insert together; app.guard_run_parts asks once a statement, under the same lock, and the deletion of a run takes its lines along.
CREATE FUNCTION app.delete_run_lines() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM allocation_line l WHERE l.tenant_id = OLD.tenant_id AND l.run_id = OLD.id;
  RETURN OLD;
END
$$;
-- After the guard: triggers fire in the order of their names.
CREATE TRIGGER guarded_delete BEFORE DELETE ON allocation_run FOR EACH ROW EXECUTE FUNCTION app.delete_run_lines();

GRANT EXECUTE ON FUNCTION app.delete_run_lines() TO medinsure_app;
