-- A resolved case that a match does not find any more is gone, as an open one is: when the same figures come back they are to be looked at again, and not settled by the decision of then.
CREATE OR REPLACE FUNCTION app.guard_match_case() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Open' THEN
      PERFORM app.refuse('MI001', '新发现的比对问题只能是待处理。');
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.tenant_id, NEW.id, NEW.coverage_year, NEW.kind, NEW.id_number, NEW.first_seen) IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.coverage_year, OLD.kind, OLD.id_number, OLD.first_seen) THEN
    PERFORM app.refuse('MI002', '比对问题的年度、类型和人员不能修改。');
  END IF;
  -- Decided on the facts: other facts open the case again. What was decided stays readable where a case is gone.
  IF OLD.state = 'Resolved' AND NEW.state IN ('Resolved', 'Gone') AND (NEW.subsidy_fen, NEW.contribution_fen, NEW.expected_fen, NEW.since, NEW.resolution, NEW.reason, NEW.resolved_by, NEW.resolved_at)
     IS DISTINCT FROM (OLD.subsidy_fen, OLD.contribution_fen, OLD.expected_fen, OLD.since, OLD.resolution, OLD.reason, OLD.resolved_by, OLD.resolved_at) THEN
    PERFORM app.refuse('MI002', '已处理的比对问题不能修改；情况有变化的，请重新比对。');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('Open', 'Resolved'), ('Open', 'Gone'), ('Gone', 'Open'), ('Resolved', 'Open'), ('Resolved', 'Gone')) THEN
    PERFORM app.refuse('MI001', '比对问题的当前状态不允许这一步，请刷新后再试。');
  END IF;
  PERFORM app.check_stamp(OLD.resolved_by, NEW.resolved_by);
  RETURN NEW;
END
$$;
