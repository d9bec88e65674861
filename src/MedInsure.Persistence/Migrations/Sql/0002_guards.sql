-- What holds whatever program writes, plain SQL as the app role included. Our SQLSTATEs begin with MI and their messages are sentences for
-- the user: MI001 a step that is not allowed, MI002 something is frozen, MI003 a stamp of another person, MI004 append-only,
-- MI005 something must be done first. The search path is fixed, or a temporary table of the same name would be asked instead.
CREATE FUNCTION app.refuse(code text, sentence text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%', sentence USING ERRCODE = code;
END
$$;

-- A stamp may be kept, cleared, or set to the person who acts.
CREATE FUNCTION app.check_stamp(before bigint, after bigint) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF after IS DISTINCT FROM before AND after IS NOT NULL AND after IS DISTINCT FROM app.uid() THEN
    PERFORM app.refuse('MI003', '只能以本人的名义办理，不能代他人签章。');
  END IF;
END
$$;

CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.refuse('MI004', '这类记录只能新增，不能修改或删除。');
  RETURN NULL;
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON headcount_change EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON run_opinion EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_reliance EXECUTE FUNCTION app.refuse_change();

-- Allocation runs ----------------------------------------------------------------------------------------------------------------------

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
    INSERT INTO policy_reliance (tenant_id, run_id, issuer_tenant_id, policy_version_id, released_at)
    SELECT p.tenant_id, p.run_id, p.issuer_tenant_id, p.policy_version_id, NEW.released_at
    FROM run_policy p WHERE p.tenant_id = NEW.tenant_id AND p.run_id = NEW.id;
  END IF;

  IF NEW.state = 'Superseded' AND NOT EXISTS (
       SELECT FROM allocation_run s WHERE s.tenant_id = NEW.tenant_id AND s.id = NEW.superseded_by_run_id AND s.id <> NEW.id
       AND s.state = 'Released' AND s.funding_year = NEW.funding_year AND s.scheme = NEW.scheme AND s.kind = NEW.kind) THEN
    PERFORM app.refuse('MI001', '只有同一年度、同一方案、同一类型的已发布测算才能替代原来的一次。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON allocation_run FOR EACH ROW EXECUTE FUNCTION app.guard_allocation_run();

-- Lines and the policies underneath are part of the result: they change only while the result does. Once a statement, not once a row.
CREATE FUNCTION app.guard_run_parts() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  run_state text;
BEGIN
  -- Locked, so that nobody submits the run between this look and the commit.
  FOR run_state IN SELECT r.state FROM allocation_run r WHERE (r.tenant_id, r.id) IN (SELECT DISTINCT c.tenant_id, c.run_id FROM changed c) FOR SHARE LOOP
    IF run_state NOT IN ('Draft', 'Computed') THEN
      PERFORM app.refuse('MI002', '测算提交复核后，明细和依据不能修改。请先退回或撤回。');
    END IF;
  END LOOP;
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

-- Policies -----------------------------------------------------------------------------------------------------------------------------

CREATE FUNCTION app.guard_policy_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'Draft' THEN
      PERFORM app.refuse('MI002', '只有草稿可以删除。');
    END IF;
    RETURN OLD;
  END IF;

  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Draft' THEN
      PERFORM app.refuse('MI001', '新建的政策只能是草稿。');
    END IF;
    PERFORM app.check_stamp(NULL, NEW.author_id), app.check_stamp(NULL, NEW.reviewer_id);
    RETURN NEW;
  END IF;

  IF (NEW.tenant_id, NEW.id, NEW.funding_year, NEW.version_number, NEW.author_id, NEW.created_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.funding_year, OLD.version_number, OLD.author_id, OLD.created_at) THEN
    PERFORM app.refuse('MI002', '政策的年度、版本号和编写人不能修改。');
  END IF;
  IF OLD.published_at IS NOT NULL AND to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state' THEN
    PERFORM app.refuse('MI002', '已发布的政策不能修改。需要更正时，请发布新版本。');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
       ('Draft', 'InReview'), ('InReview', 'Draft'), ('Draft', 'Published'), ('InReview', 'Published'), ('Published', 'Superseded'), ('Published', 'Withdrawn')) THEN
    PERFORM app.refuse('MI001', '政策的当前状态不允许这一步，请刷新后再试。');
  END IF;
  IF (NEW.title, NEW.text, NEW.content_hash) IS DISTINCT FROM (OLD.title, OLD.text, OLD.content_hash) THEN
    IF OLD.state <> 'Draft' THEN
      PERFORM app.refuse('MI002', '政策提交复核后不能修改，请先退回。');
    END IF;
    -- Otherwise a reviewer could write what the reviewer then reviews.
    IF OLD.author_id IS DISTINCT FROM app.uid() THEN
      PERFORM app.refuse('MI003', '只有编写人可以修改草稿。');
    END IF;
  END IF;
  PERFORM app.check_stamp(OLD.reviewer_id, NEW.reviewer_id), app.check_stamp(OLD.publisher_id, NEW.publisher_id);
  IF NEW.state = 'Withdrawn' AND EXISTS (
       SELECT FROM policy_reliance r WHERE r.issuer_tenant_id = NEW.tenant_id AND r.policy_version_id = NEW.id) THEN
    PERFORM app.refuse('MI005', '已有发布的测算依据本政策，不能撤回。请发布新版本替代。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON policy_version FOR EACH ROW EXECUTE FUNCTION app.guard_policy_version();

-- Filings ------------------------------------------------------------------------------------------------------------------------------

CREATE FUNCTION app.guard_filing() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'Draft' THEN
      PERFORM app.refuse('MI002', '已备案的材料不能删除。');
    END IF;
    RETURN OLD;
  END IF;

  IF TG_OP = 'INSERT' THEN
    PERFORM app.check_stamp(NULL, NEW.created_by), app.check_stamp(NULL, NEW.filed_by);
    IF NEW.state = 'Withdrawn' OR NOT NEW.recipient_tenant_id = ANY (app.ancestor_ids()) THEN
      PERFORM app.refuse('MI001', '备案只能报送给上级机构。');
    END IF;
    RETURN NEW;
  END IF;

  IF OLD.filed_at IS NOT NULL AND to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state' THEN
    PERFORM app.refuse('MI002', '已备案的材料不能修改。需要更正时，请撤回后重新备案。');
  END IF;
  IF (NEW.tenant_id, NEW.id, NEW.recipient_tenant_id, NEW.created_by, NEW.created_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.recipient_tenant_id, OLD.created_by, OLD.created_at) THEN
    PERFORM app.refuse('MI002', '备案的报送机构和填报人不能修改。');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('Draft', 'Filed'), ('Filed', 'Withdrawn')) THEN
    PERFORM app.refuse('MI001', '备案的当前状态不允许这一步，请刷新后再试。');
  END IF;
  PERFORM app.check_stamp(OLD.filed_by, NEW.filed_by);
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON filing FOR EACH ROW EXECUTE FUNCTION app.guard_filing();

-- Headcounts: the history writes itself --------------------------------------------------------------------------------------------------

CREATE FUNCTION app.record_headcount_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO headcount_change (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons_before, persons_after, source, import_batch_id)
    SELECT tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, NULL, persons, source, import_batch_id FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO headcount_change (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons_before, persons_after, source, import_batch_id)
    SELECT tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons, NULL, NULL, NULL FROM old_rows;
  ELSE
    INSERT INTO headcount_change (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons_before, persons_after, source, import_batch_id)
    SELECT n.tenant_id, n.funding_year, n.region_code, n.basis, n.enrolment_basis, n.as_of, o.persons, n.persons, n.source, n.import_batch_id
    FROM new_rows n JOIN old_rows o USING (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of)
    WHERE (n.persons, n.is_sample, n.source, n.import_batch_id) IS DISTINCT FROM (o.persons, o.is_sample, o.source, o.import_batch_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER history_insert AFTER INSERT ON headcount REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.record_headcount_change();
CREATE TRIGGER history_update AFTER UPDATE ON headcount REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.record_headcount_change();
CREATE TRIGGER history_delete AFTER DELETE ON headcount REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.record_headcount_change();

-- A headcount's key does not change: another region or day is another row.
CREATE FUNCTION app.keep_headcount_key() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.refuse('MI002', '参保人数的年度、区划、口径和日期不能修改，请删除后重新录入。');
  RETURN NULL;
END
$$;
CREATE TRIGGER keep_key BEFORE UPDATE ON headcount FOR EACH ROW
  WHEN ((NEW.tenant_id, NEW.funding_year, NEW.region_code, NEW.basis, NEW.enrolment_basis, NEW.as_of)
        IS DISTINCT FROM (OLD.tenant_id, OLD.funding_year, OLD.region_code, OLD.basis, OLD.enrolment_basis, OLD.as_of))
  EXECUTE FUNCTION app.keep_headcount_key();

GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO medinsure_app;
