-- Allocation runs: the steps of the state, three people, what is frozen, what must be done first.
CREATE FUNCTION app.guard_allocation_run() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  content_changed boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state NOT IN ('Draft', 'Computed') THEN
      PERFORM app.refuse('MI002', '已提交复核的测算不能删除。');
    END IF;
    RETURN OLD;
  END IF;

  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('Draft', 'Computed') THEN
      PERFORM app.refuse('MI001', '新建的测算只能是草稿或已试算。');
    END IF;
    PERFORM app.check_stamp(NULL, NEW.created_by), app.check_stamp(NULL, NEW.computed_by);
    RETURN NEW;
  END IF;

  IF (NEW.tenant_id, NEW.id, NEW.number, NEW.funding_year, NEW.scheme, NEW.kind, NEW.created_by, NEW.created_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.number, OLD.funding_year, OLD.scheme, OLD.kind, OLD.created_by, OLD.created_at) THEN
    PERFORM app.refuse('MI002', '测算的编号、年度、方案、类型和编制人不能修改。');
  END IF;

  IF OLD.state IN ('Released', 'Superseded') AND
     (OLD.state = 'Superseded' OR to_jsonb(NEW) - 'state' - 'superseded_by_run_id' IS DISTINCT FROM to_jsonb(OLD) - 'state' - 'superseded_by_run_id') THEN
    PERFORM app.refuse('MI002', '已发布的测算不能修改。需要更正时，请新建一次测算并发布，以替代原来的一次。');
  END IF;

  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
       ('Draft', 'Computed'), ('Computed', 'InReview'), ('InReview', 'Computed'), ('InReview', 'Approved'),
       ('Approved', 'Computed'), ('Approved', 'Released'), ('Released', 'Superseded')) THEN
    PERFORM app.refuse('MI001', '测算的当前状态不允许这一步，请刷新后再试。');
  END IF;

  content_changed := (NEW.title, NEW.headcount_basis, NEW.snapshot, NEW.outcome, NEW.input_hash, NEW.output_hash, NEW.engine_version,
                      NEW.assumption_count, NEW.blocked_count, NEW.computed_by, NEW.computed_at)
                     IS DISTINCT FROM
                     (OLD.title, OLD.headcount_basis, OLD.snapshot, OLD.outcome, OLD.input_hash, OLD.output_hash, OLD.engine_version,
                      OLD.assumption_count, OLD.blocked_count, OLD.computed_by, OLD.computed_at);
  IF content_changed AND OLD.state NOT IN ('Draft', 'Computed') THEN
    PERFORM app.refuse('MI002', '测算提交复核后，依据和结果不能修改。请先退回或撤回。');
  END IF;

  -- Signatures come and go with a step, never between steps. Who computes becomes a maker.
  IF NEW.state = OLD.state AND (NEW.submitted_by, NEW.submitted_at, NEW.approved_by, NEW.approved_at, NEW.released_by, NEW.released_at)
     IS DISTINCT FROM (OLD.submitted_by, OLD.submitted_at, OLD.approved_by, OLD.approved_at, OLD.released_by, OLD.released_at) THEN
    PERFORM app.refuse('MI003', '签章只能在办理时产生。');
  END IF;
  PERFORM app.check_stamp(OLD.computed_by, NEW.computed_by), app.check_stamp(OLD.submitted_by, NEW.submitted_by),
          app.check_stamp(OLD.approved_by, NEW.approved_by), app.check_stamp(OLD.released_by, NEW.released_by);
  IF (NEW.snapshot, NEW.outcome) IS DISTINCT FROM (OLD.snapshot, OLD.outcome) THEN
    IF NEW.computed_by IS DISTINCT FROM app.uid() THEN
      PERFORM app.refuse('MI003', '重新试算的人应记为试算人。');
    END IF;
    -- What was acknowledged was another result.
    DELETE FROM run_acknowledgement a WHERE a.tenant_id = NEW.tenant_id AND a.run_id = NEW.id;
  END IF;

  IF NEW.state = 'InReview' AND OLD.state <> 'InReview' THEN
    IF NEW.blocked_count <> (SELECT count(DISTINCT l.region_code) FROM allocation_line l WHERE l.tenant_id = NEW.tenant_id AND l.run_id = NEW.id AND l.fen IS NULL) THEN
      PERFORM app.refuse('MI005', '测算结果与明细不一致，请重新试算后再提交。');
    END IF;
    IF EXISTS (SELECT FROM run_policy p JOIN policy_version v ON v.tenant_id = p.issuer_tenant_id AND v.id = p.policy_version_id
               WHERE p.tenant_id = NEW.tenant_id AND p.run_id = NEW.id AND v.published_at IS NULL) THEN
      PERFORM app.refuse('MI005', '测算依据的政策还没有发布，不能提交复核。');
    END IF;
  END IF;

  IF NEW.state = 'Released' AND OLD.state <> 'Released' THEN
    IF EXISTS (SELECT FROM allocation_line l WHERE l.tenant_id = NEW.tenant_id AND l.run_id = NEW.id AND l.fen IS NULL
               AND NOT EXISTS (SELECT FROM run_acknowledgement a WHERE a.tenant_id = l.tenant_id AND a.run_id = l.run_id AND a.region_code = l.region_code)) THEN
      PERFORM app.refuse('MI005', '还有无法计算的区划没有逐一确认，请先确认后再发布。');
    END IF;
    IF EXISTS (SELECT FROM run_policy p JOIN policy_version v ON v.tenant_id = p.issuer_tenant_id AND v.id = p.policy_version_id
               WHERE p.tenant_id = NEW.tenant_id AND p.run_id = NEW.id AND v.state = 'Withdrawn') THEN
      PERFORM app.refuse('MI005', '测算依据的政策已经撤回，请退回后重新试算。');
    END IF;
  END IF;

  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON allocation_run FOR EACH ROW EXECUTE FUNCTION app.guard_allocation_run();

-- Lines and the policies underneath are part of the result: they change only while the result does. Once a statement, not once a row.
CREATE FUNCTION app.guard_run_parts() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
CREATE TRIGGER guard_insert AFTER INSERT ON allocation_line REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_run_parts();
CREATE TRIGGER guard_update AFTER UPDATE ON allocation_line REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_run_parts();
CREATE TRIGGER guard_delete AFTER DELETE ON allocation_line REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_run_parts();
CREATE TRIGGER guard_insert AFTER INSERT ON run_policy REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_run_parts();
CREATE TRIGGER guard_update AFTER UPDATE ON run_policy REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_run_parts();
CREATE TRIGGER guard_delete AFTER DELETE ON run_policy REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_run_parts();

-- A foreign key would tell whether another bureau's version exists; this says the same for one that does not and one that is not shown.
CREATE FUNCTION app.guard_run_policy() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM policy_version v WHERE v.tenant_id = NEW.issuer_tenant_id AND v.id = NEW.policy_version_id AND v.text_sha256 = NEW.text_sha256) THEN
    PERFORM app.refuse('MI005', '测算依据的政策版本不存在、未发布或内容已变，请刷新后重新试算。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON run_policy FOR EACH ROW EXECUTE FUNCTION app.guard_run_policy();

CREATE FUNCTION app.guard_run_acknowledgement() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  run_state text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM app.check_stamp(NULL, NEW.acknowledged_by);
    IF NOT EXISTS (SELECT FROM allocation_line l JOIN allocation_run r ON r.tenant_id = l.tenant_id AND r.id = l.run_id
                   WHERE l.tenant_id = NEW.tenant_id AND l.run_id = NEW.run_id AND l.region_code = NEW.region_code AND l.fen IS NULL
                   AND r.state IN ('Computed', 'InReview', 'Approved')) THEN
      PERFORM app.refuse('MI005', '只能确认本次测算中无法计算的区划，且须在发布之前。');
    END IF;
    RETURN NEW;
  END IF;
  SELECT r.state INTO run_state FROM allocation_run r WHERE r.tenant_id = OLD.tenant_id AND r.id = OLD.run_id FOR SHARE;
  IF run_state IN ('Released', 'Superseded') OR TG_OP = 'UPDATE' THEN
    PERFORM app.refuse('MI002', '确认记录不能修改；测算发布后也不能删除。');
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON run_acknowledgement FOR EACH ROW EXECUTE FUNCTION app.guard_run_acknowledgement();

CREATE FUNCTION app.guard_run_opinion() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.check_stamp(NULL, NEW.by_user);
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON run_opinion FOR EACH ROW EXECUTE FUNCTION app.guard_run_opinion();
