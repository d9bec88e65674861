-- 后台任务. A worker takes one without a person's stamp, so what it may write is given column by column and only in the order of the states.
ALTER TABLE job ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON job USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid());
GRANT SELECT, INSERT ON job TO medinsure_app;
GRANT UPDATE (state, attempts, worker, lease_until, stage, done_count, total_count, cancel_requested, sentence, ended_at) ON job TO medinsure_app;

CREATE FUNCTION app.guard_job() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Queued' OR NEW.attempts <> 0 OR NEW.cancel_requested THEN
      PERFORM app.refuse('MI001', '新建的后台任务只能是排队中。');
    END IF;
    PERFORM app.check_stamp(NULL, NEW.asked_by);
    -- Delivered when the transaction commits; it says which bureau has work and nothing else.
    PERFORM pg_notify('job', NEW.tenant_id::text);
    RETURN NEW;
  END IF;
  IF OLD.ended_at IS NOT NULL THEN
    PERFORM app.refuse('MI002', '后台任务已经结束，不能再修改。');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
       ('Queued', 'Running'), ('Running', 'Queued'), ('Running', 'Done'), ('Running', 'Failed'), ('Running', 'Cancelled')) THEN
    PERFORM app.refuse('MI001', '后台任务的当前状态不允许这一步，请刷新后再试。');
  END IF;
  IF OLD.cancel_requested AND NOT NEW.cancel_requested OR NEW.attempts < OLD.attempts THEN
    PERFORM app.refuse('MI002', '后台任务的取消要求和次数不能收回。');
  END IF;
  IF NEW.state = 'Queued' AND OLD.state = 'Running' THEN
    PERFORM pg_notify('job', NEW.tenant_id::text);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON job FOR EACH ROW EXECUTE FUNCTION app.guard_job();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON job EXECUTE FUNCTION app.refuse_change();
GRANT EXECUTE ON FUNCTION app.guard_job() TO medinsure_app;
