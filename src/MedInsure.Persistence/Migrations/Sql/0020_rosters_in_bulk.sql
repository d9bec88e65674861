-- A first list brings a million identities in one statement. What a foreign key asks row by row, the statement's guard asks once; the bureau's turn, which the program has taken already, is
-- taken here too, so that nobody deletes the persons between this look and the commit.
CREATE OR REPLACE FUNCTION app.guard_membership() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  found boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM (SELECT DISTINCT c.tenant_id, c.authority, c.added_by FROM changed c) AS c
               LEFT JOIN roster_batch b ON b.tenant_id = c.tenant_id AND b.id = c.added_by AND b.authority = c.authority WHERE b.state IS DISTINCT FROM 'Undone') THEN
      PERFORM app.refuse('MI002', '身份只能随名单批次的撤销而删除。');
    END IF;
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM (SELECT DISTINCT c.tenant_id, c.authority, CASE WHEN TG_OP = 'INSERT' THEN c.added_by ELSE c.cancelled_by END AS batch_id FROM changed c) AS c
             LEFT JOIN roster_batch b ON b.tenant_id = c.tenant_id AND b.id = c.batch_id AND b.authority = c.authority
             WHERE c.batch_id IS NOT NULL AND b.state IS DISTINCT FROM 'Committed') THEN
    PERFORM app.refuse('MI002', '身份只能随已入库的名单批次新增或取消。');
  END IF;
  -- Planned anew each time: a plan for ten rows would take hours for ten million.
  IF TG_OP = 'INSERT' THEN
    PERFORM pg_advisory_xact_lock(hashtext('roster'), c.tenant_id) FROM (SELECT DISTINCT x.tenant_id FROM changed x) AS c;
    EXECUTE 'SELECT EXISTS (SELECT FROM changed c WHERE NOT EXISTS (SELECT FROM person p WHERE p.tenant_id = c.tenant_id AND p.id = c.person_id))' INTO found;
    IF found THEN
      RAISE EXCEPTION 'The person of an identity does not exist.' USING ERRCODE = 'foreign_key_violation';
    END IF;
  END IF;
  -- Each half reads the side that is short: few identities have ended.
  EXECUTE 'SELECT EXISTS (SELECT FROM changed c JOIN membership other ON other.tenant_id = c.tenant_id AND other.person_id = c.person_id AND other.category = c.category AND other.authority = c.authority
             WHERE c.until_month IS NULL AND other.until_month IS NOT NULL AND other.until_month >= c.from_month)
           OR EXISTS (SELECT FROM changed c JOIN membership other ON other.tenant_id = c.tenant_id AND other.person_id = c.person_id AND other.category = c.category AND other.authority = c.authority
             WHERE c.until_month IS NOT NULL AND other.until_month IS NULL AND c.until_month >= other.from_month)' INTO found;
  IF found THEN
    PERFORM app.refuse('MI005', '同一人的同一身份在同一月份不能有两条记录，请重新比对名单。');
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION app.guard_person_left() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  found boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('roster'), c.tenant_id) FROM (SELECT DISTINCT x.tenant_id FROM changed x) AS c;
  EXECUTE 'SELECT EXISTS (SELECT FROM changed c JOIN membership m ON m.tenant_id = c.tenant_id AND m.person_id = c.id)' INTO found;
  IF found THEN
    RAISE EXCEPTION 'A person who holds an identity is not deleted.' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER guard_delete AFTER DELETE ON person REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_person_left();
GRANT EXECUTE ON FUNCTION app.guard_person_left() TO medinsure_app;
