-- What a comparison counted, by county and category: a part of its batch like the changes.
ALTER TABLE roster_count ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON roster_count USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid());
GRANT SELECT, INSERT, DELETE ON roster_count TO medinsure_app;
GRANT UPDATE (notes) ON roster_batch TO medinsure_app;
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON roster_count EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER guard_insert AFTER INSERT ON roster_count REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_roster_part('Checking');
CREATE TRIGGER guard_delete AFTER DELETE ON roster_count REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_roster_part('Checking');

-- What was said of the file goes with its check.
CREATE FUNCTION app.guard_roster_notes() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.refuse('MI002', '名单已校验完毕，批次的内容不能再修改。');
  RETURN NULL;
END
$$;
CREATE TRIGGER keep_notes BEFORE UPDATE ON roster_batch FOR EACH ROW
  WHEN (NEW.notes IS DISTINCT FROM OLD.notes AND (OLD.state NOT IN ('Uploaded', 'Checking') OR NEW.state IN ('Committed', 'Undone', 'Cancelled')))
  EXECUTE FUNCTION app.guard_roster_notes();
GRANT EXECUTE ON FUNCTION app.guard_roster_notes() TO medinsure_app;
