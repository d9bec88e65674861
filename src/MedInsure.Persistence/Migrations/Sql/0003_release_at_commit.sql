-- A release and the supersession of the earlier run are one transaction, and the program need not know in which order: what joins them is
-- looked at when it commits. The guard is the one of 0002 without these two parts.
CREATE OR REPLACE FUNCTION app.guard_allocation_run() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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

CREATE FUNCTION app.complete_allocation_run() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.state = 'Released' THEN
    INSERT INTO policy_reliance (tenant_id, run_id, issuer_tenant_id, policy_version_id, released_at)
    SELECT p.tenant_id, p.run_id, p.issuer_tenant_id, p.policy_version_id, NEW.released_at
    FROM run_policy p WHERE p.tenant_id = NEW.tenant_id AND p.run_id = NEW.id
    ON CONFLICT DO NOTHING;
  ELSIF NEW.state = 'Superseded' AND NOT EXISTS (
       SELECT FROM allocation_run s WHERE s.tenant_id = NEW.tenant_id AND s.id = NEW.superseded_by_run_id AND s.id <> NEW.id
       AND s.state IN ('Released', 'Superseded') AND s.funding_year = NEW.funding_year AND s.scheme = NEW.scheme AND s.kind = NEW.kind) THEN
    PERFORM app.refuse('MI001', '只有同一年度、同一方案、同一类型的已发布测算才能替代原来的一次。');
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER complete AFTER UPDATE ON allocation_run DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION app.complete_allocation_run();

GRANT EXECUTE ON FUNCTION app.complete_allocation_run() TO medinsure_app;
