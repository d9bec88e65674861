-- 名单: what is done with a batch in the background (校验, 入库, 撤销入库) is one work at a time, and while 入库 or 撤销入库 is asked for or under way nobody else decides about the batch.
CREATE FUNCTION app.refuse_while_roster_job(kind text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.refuse('MI005', CASE kind
    WHEN 'RosterCheck' THEN '这批名单正在后台校验，请等它结束后再办理。'
    WHEN 'RosterCommit' THEN '这批名单正在后台入库，请等它结束后再办理。'
    ELSE '这批名单正在后台撤销入库，请等它结束后再办理。' END);
END
$$;

CREATE FUNCTION app.guard_roster_job() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  batch_state text;
  open_kind text;
BEGIN
  -- Locked, so that of two who ask at once the second waits here and finds the first one's work.
  SELECT b.state INTO batch_state FROM roster_batch b WHERE b.tenant_id = NEW.tenant_id AND b.id = NEW.subject_id FOR UPDATE;
  SELECT j.kind INTO open_kind FROM job j
  WHERE j.tenant_id = NEW.tenant_id AND j.kind IN ('RosterCheck', 'RosterCommit', 'RosterUndo') AND j.subject_id = NEW.subject_id AND j.state IN ('Queued', 'Running') LIMIT 1;
  IF open_kind IS NOT NULL THEN
    PERFORM app.refuse_while_roster_job(open_kind);
  END IF;
  IF NOT coalesce(batch_state = ANY (CASE NEW.kind
       WHEN 'RosterCheck' THEN ARRAY['Uploaded', 'Previewed', 'AwaitingSecond']
       WHEN 'RosterCommit' THEN ARRAY['Previewed', 'AwaitingSecond']
       ELSE ARRAY['Committed'] END), false) THEN
    PERFORM app.refuse('MI001', '名单批次的当前状态不允许这一步，请刷新后再试。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard_roster BEFORE INSERT ON job FOR EACH ROW WHEN (NEW.kind IN ('RosterCheck', 'RosterCommit', 'RosterUndo')) EXECUTE FUNCTION app.guard_roster_job();

-- The work itself, in the name of the person who asked, writes what it was asked for; nobody else, and nothing else.
CREATE FUNCTION app.guard_roster_under_way() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  open_job job;
BEGIN
  SELECT * INTO open_job FROM job j
  WHERE j.tenant_id = NEW.tenant_id AND j.kind IN ('RosterCommit', 'RosterUndo') AND j.subject_id = NEW.id AND j.state IN ('Queued', 'Running') LIMIT 1;
  IF FOUND AND (open_job.state <> 'Running' OR open_job.asked_by IS DISTINCT FROM app.uid()
                OR NEW.state <> CASE open_job.kind WHEN 'RosterCommit' THEN 'Committed' ELSE 'Undone' END) THEN
    PERFORM app.refuse_while_roster_job(open_job.kind);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard_under_way BEFORE UPDATE ON roster_batch FOR EACH ROW EXECUTE FUNCTION app.guard_roster_under_way();

GRANT EXECUTE ON FUNCTION app.refuse_while_roster_job(text), app.guard_roster_job(), app.guard_roster_under_way() TO medinsure_app;
