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
