-- Deadlines that the office sets and marks of what is done; and a filing that is decided is no longer taken back.
CREATE FUNCTION pg_temp.isolate(relation regclass, privileges text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY own_tenant ON %s USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid())', relation);
  EXECUTE format('GRANT %s ON %s TO medinsure_app', privileges, relation);
END
$$;
SELECT pg_temp.isolate('office_deadline', 'SELECT, INSERT, UPDATE, DELETE');
SELECT pg_temp.isolate('deadline_done', 'SELECT, INSERT, DELETE');
DROP FUNCTION pg_temp.isolate(regclass, text);

-- Both carry the name of whoever writes them.
CREATE FUNCTION app.guard_deadline() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.by_user IS DISTINCT FROM app.uid() THEN
    PERFORM app.refuse('MI003', '只能以本人的名义办理，不能代他人签章。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON office_deadline FOR EACH ROW EXECUTE FUNCTION app.guard_deadline();
CREATE TRIGGER guard BEFORE INSERT ON deadline_done FOR EACH ROW EXECUTE FUNCTION app.guard_deadline();

-- Taking back and deciding wait for one another: whoever comes second sees what the first has done.
CREATE FUNCTION app.guard_filing_withdrawal() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('filing_decision/' || NEW.id, 0));
  IF EXISTS (SELECT FROM filing_decision d WHERE d.filer_tenant_id = NEW.tenant_id AND d.filing_id = NEW.id AND d.act IN ('Accept', 'Return')) THEN
    PERFORM app.refuse('MI001', '上级机构已经办理这份备案，不能撤回，请刷新后查看。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard_withdrawal BEFORE UPDATE ON filing FOR EACH ROW WHEN (OLD.state = 'Filed' AND NEW.state = 'Withdrawn') EXECUTE FUNCTION app.guard_filing_withdrawal();

GRANT EXECUTE ON FUNCTION app.guard_deadline(), app.guard_filing_withdrawal() TO medinsure_app;
