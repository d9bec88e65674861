-- 第二人确认比例 of a bureau: each change is a row of whoever made it, and a batch keeps the one that it was judged by.
ALTER TABLE second_look_rate ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON second_look_rate USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid());
GRANT SELECT, INSERT ON second_look_rate TO medinsure_app;
GRANT UPDATE (second_look_rate_id) ON roster_batch TO medinsure_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON second_look_rate EXECUTE FUNCTION app.refuse_change();

CREATE FUNCTION app.guard_second_look_rate() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.check_stamp(NULL, NEW.set_by);
  IF NEW.number <> 1 + coalesce((SELECT max(r.number) FROM second_look_rate r WHERE r.tenant_id = NEW.tenant_id), 0) THEN
    PERFORM app.refuse('MI005', '您看到之后，同事已经改过这个比例。请刷新后核对，再决定是否修改。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON second_look_rate FOR EACH ROW EXECUTE FUNCTION app.guard_second_look_rate();

CREATE TRIGGER keep_second_look_rate BEFORE UPDATE ON roster_batch FOR EACH ROW
  WHEN (NEW.second_look_rate_id IS DISTINCT FROM OLD.second_look_rate_id AND (OLD.state <> 'Checking' OR NEW.state NOT IN ('Previewed', 'AwaitingSecond', 'Refused')))
  EXECUTE FUNCTION app.guard_roster_notes();

CREATE FUNCTION app.guard_roster_upload_rate() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.refuse('MI001', '新建的名单批次还没有比对，不能带有第二人确认比例。');
  RETURN NULL;
END
$$;
CREATE TRIGGER keep_second_look_rate_insert BEFORE INSERT ON roster_batch FOR EACH ROW WHEN (NEW.second_look_rate_id IS NOT NULL) EXECUTE FUNCTION app.guard_roster_upload_rate();

GRANT EXECUTE ON FUNCTION app.guard_second_look_rate(), app.guard_roster_upload_rate() TO medinsure_app;
