-- 资助认定: what only its own bureau sees. A run is written once, by one transaction, while it is queued; then it stands.
CREATE FUNCTION pg_temp.isolate(relation regclass, privileges text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY own_tenant ON %s USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid())', relation);
  EXECUTE format('GRANT %s ON %s TO medinsure_app', privileges, relation);
END
$$;
SELECT pg_temp.isolate('entitlement_run', 'SELECT, INSERT');
GRANT UPDATE (state, reason, engine, policies, rosters, input_hash, outcome_hash, persons, due, settled, top_up, confirm, none, unknown, due_fen, top_up_fen, previous_id, computed_at)
  ON entitlement_run TO medinsure_app;
SELECT pg_temp.isolate('entitlement_choice', 'SELECT, INSERT');
SELECT pg_temp.isolate('entitlement', 'SELECT, INSERT');
SELECT pg_temp.isolate('entitlement_total', 'SELECT, INSERT');
SELECT pg_temp.isolate('entitlement_decision', 'SELECT, INSERT');
DROP FUNCTION pg_temp.isolate(regclass, text);

CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON entitlement_run EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entitlement_choice EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entitlement EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entitlement_total EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entitlement_decision EXECUTE FUNCTION app.refuse_change();

CREATE FUNCTION app.guard_entitlement_run() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Queued' OR NEW.persons <> 0 OR NEW.previous_id IS NOT NULL THEN
      PERFORM app.refuse('MI001', '新建的资助认定只能是排队中。');
    END IF;
    PERFORM app.check_stamp(NULL, NEW.made_by);
    PERFORM pg_advisory_xact_lock(hashtext('entitlement_run'), NEW.tenant_id);
    NEW.number := coalesce((SELECT max(r.number) FROM entitlement_run r WHERE r.tenant_id = NEW.tenant_id AND r.coverage_year = NEW.coverage_year), 0) + 1;
    RETURN NEW;
  END IF;

  IF (NEW.tenant_id, NEW.id, NEW.coverage_year, NEW.funding_year, NEW.month, NEW.number, NEW.made_by, NEW.made_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.coverage_year, OLD.funding_year, OLD.month, OLD.number, OLD.made_by, OLD.made_at) THEN
    PERFORM app.refuse('MI002', '资助认定的年度、月份、编号和发起人不能修改。');
  END IF;
  IF OLD.state <> 'Queued' THEN
    PERFORM app.refuse('MI002', '资助认定已经结束，不能修改。需要更正时，请重新认定一次。');
  END IF;
  IF NEW.state = 'Queued' THEN
    PERFORM app.refuse('MI001', '资助认定的当前状态不允许这一步，请刷新后再试。');
  END IF;
  -- Every person was counted, and nobody twice; the persons themselves are kept apart by their key.
  IF NEW.state = 'Computed' AND NEW.persons <> (SELECT coalesce(sum(t.persons), 0) FROM entitlement_total t WHERE t.tenant_id = NEW.tenant_id AND t.run_id = NEW.id) THEN
    PERFORM app.refuse('MI002', '资助认定的人数与明细不符，没有保存，请重新认定。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON entitlement_run FOR EACH ROW EXECUTE FUNCTION app.guard_entitlement_run();

-- Parts of a run come while it is queued. Once a statement, not once a row, and with one look at the rows: they are many.
CREATE FUNCTION app.guard_entitlement_part() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  first_run bigint;
  last_run bigint;
  run_state text;
BEGIN
  SELECT min(c.run_id), max(c.run_id) INTO first_run, last_run FROM changed c;
  IF first_run IS NULL THEN
    RETURN NULL;
  END IF;
  IF first_run <> last_run THEN
    PERFORM app.refuse('MI002', '一次只能写入一次资助认定的明细。');
  END IF;
  -- Locked, so that nobody ends the run between this look and the commit.
  SELECT r.state INTO run_state FROM entitlement_run r WHERE r.tenant_id = app.tid() AND r.id = first_run FOR SHARE;
  IF run_state IS NULL THEN
    RAISE EXCEPTION 'The run of a row of % does not exist.', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
  END IF;
  IF run_state <> 'Queued' THEN
    PERFORM app.refuse('MI002', '资助认定已经结束，不能再写入明细。');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER guard_insert AFTER INSERT ON entitlement_choice REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_entitlement_part();
CREATE TRIGGER guard_insert AFTER INSERT ON entitlement REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_entitlement_part();
CREATE TRIGGER guard_insert AFTER INSERT ON entitlement_total REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_entitlement_part();

-- A person decides what the run proposes, on the newest run of the coverage year and in the person's own name.
CREATE FUNCTION app.guard_entitlement_decision() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  run entitlement_run;
  found_state smallint;
  found_fen int;
BEGIN
  PERFORM app.check_stamp(NULL, NEW.decided_by);
  SELECT * INTO run FROM entitlement_run r WHERE r.tenant_id = NEW.tenant_id AND r.id = NEW.run_id;
  IF run.state IS DISTINCT FROM 'Computed' OR run.coverage_year <> NEW.coverage_year THEN
    PERFORM app.refuse('MI001', '只能对已完成的资助认定作出决定。');
  END IF;
  IF EXISTS (SELECT FROM entitlement_run r WHERE r.tenant_id = NEW.tenant_id AND r.coverage_year = NEW.coverage_year AND r.state = 'Computed' AND r.number > run.number) THEN
    PERFORM app.refuse('MI005', '这一待遇年度已有更新的资助认定，请在最近一次认定上作出决定。');
  END IF;
  SELECT e.state, e.difference_fen INTO found_state, found_fen FROM entitlement e WHERE e.tenant_id = NEW.tenant_id AND e.run_id = NEW.run_id AND e.person_id = NEW.person_id;
  IF found_state IS NULL OR abs(found_fen) IS DISTINCT FROM NEW.amount_fen
     OR (found_state, NEW.kind) NOT IN ((2, 'Pay'), (2, 'Keep'), (3, 'Keep'), (3, 'Recover')) THEN
    PERFORM app.refuse('MI001', '这个人的认定结果不需要、也不允许作出这种决定，请刷新后再试。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON entitlement_decision FOR EACH ROW EXECUTE FUNCTION app.guard_entitlement_decision();

GRANT EXECUTE ON FUNCTION app.guard_entitlement_run(), app.guard_entitlement_part(), app.guard_entitlement_decision() TO medinsure_app;
