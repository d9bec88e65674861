-- 台账导出: the bureau's own; made by a job, kept for its maker until it expires.
CREATE FUNCTION pg_temp.isolate(relation regclass, privileges text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY own_tenant ON %s USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid())', relation);
  EXECUTE format('GRANT %s ON %s TO medinsure_app', privileges, relation);
END
$$;
SELECT pg_temp.isolate('ledger_export', 'SELECT, INSERT');
GRANT UPDATE (state, rows, length, sentence, ready_at, expires_at) ON ledger_export TO medinsure_app;
SELECT pg_temp.isolate('ledger_file', 'SELECT, INSERT, DELETE');
DROP FUNCTION pg_temp.isolate(regclass, text);

CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON ledger_export EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON ledger_file EXECUTE FUNCTION app.refuse_change();

CREATE FUNCTION app.guard_ledger_export() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Asked' THEN
      PERFORM app.refuse('MI001', '新建的台账导出只能是正在导出。');
    END IF;
    PERFORM app.check_stamp(NULL, NEW.made_by);
  ELSIF OLD.state <> 'Asked' THEN
    PERFORM app.refuse('MI002', '这次台账导出已经结束，不能再修改。');
  ELSE
    PERFORM app.check_stamp(NULL, OLD.made_by);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON ledger_export FOR EACH ROW EXECUTE FUNCTION app.guard_ledger_export();

-- Pieces come while the ledger is made, by whoever asked for it, and go when it has expired.
CREATE FUNCTION app.guard_ledger_file() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT FROM changed c LEFT JOIN ledger_export e ON e.tenant_id = c.tenant_id AND e.id = c.export_id WHERE e.state IS DISTINCT FROM 'Asked' OR e.made_by IS DISTINCT FROM app.uid()) THEN
      PERFORM app.refuse('MI002', '这次台账导出已经结束，不能再修改。');
    END IF;
  ELSIF EXISTS (SELECT FROM changed c JOIN ledger_export e ON e.tenant_id = c.tenant_id AND e.id = c.export_id WHERE e.expires_at IS NULL OR e.expires_at > now()) THEN
    PERFORM app.refuse('MI002', '导出的台账到期后才能删除。');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER guard_insert AFTER INSERT ON ledger_file REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_ledger_file();
CREATE TRIGGER guard_delete AFTER DELETE ON ledger_file REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_ledger_file();

GRANT EXECUTE ON FUNCTION app.guard_ledger_export(), app.guard_ledger_file() TO medinsure_app;
