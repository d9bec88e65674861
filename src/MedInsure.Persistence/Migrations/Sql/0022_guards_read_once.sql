-- The rows of a long list are read once for what a guard has to know of all of them, not once for each question.
CREATE OR REPLACE FUNCTION app.guard_roster_part() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  tenants int[];
  named bigint[];
  batch_state text;
  batches int := 0;
BEGIN
  SELECT array_agg(c.tenant_id), array_agg(c.batch_id) INTO tenants, named FROM (SELECT DISTINCT x.tenant_id, x.batch_id FROM changed x) AS c;
  -- Locked, so that nobody decides about the batch between this look and the commit.
  FOR batch_state IN SELECT b.state FROM roster_batch b WHERE (b.tenant_id, b.id) IN (SELECT c.tenant_id, c.batch_id FROM unnest(tenants, named) AS c (tenant_id, batch_id)) FOR SHARE LOOP
    batches := batches + 1;
    IF batch_state <> TG_ARGV[0] THEN
      PERFORM app.refuse('MI002', '名单已校验完毕，比对结果和问题清单不能再修改。');
    END IF;
  END LOOP;
  IF batches < coalesce(cardinality(named), 0) THEN
    RAISE EXCEPTION 'The batch of a row of % does not exist.', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION app.guard_membership() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  tenants int[];
  authorities text[];
  batches bigint[];
  any_open boolean;
  any_ended boolean;
  found boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM (SELECT DISTINCT c.tenant_id, c.authority, c.added_by FROM changed c) AS c
               LEFT JOIN roster_batch b ON b.tenant_id = c.tenant_id AND b.id = c.added_by AND b.authority = c.authority WHERE b.state IS DISTINCT FROM 'Undone') THEN
      PERFORM app.refuse('MI002', '身份只能随名单批次的撤销而删除。');
    END IF;
    RETURN NULL;
  END IF;
  SELECT array_agg(c.tenant_id), array_agg(c.authority), array_agg(c.batch_id), coalesce(bool_or(c.is_open), false), coalesce(bool_or(NOT c.is_open), false)
  INTO tenants, authorities, batches, any_open, any_ended
  FROM (SELECT DISTINCT x.tenant_id, x.authority, CASE WHEN TG_OP = 'INSERT' THEN x.added_by ELSE x.cancelled_by END AS batch_id, x.until_month IS NULL AS is_open FROM changed x) AS c;
  IF EXISTS (SELECT FROM unnest(tenants, authorities, batches) AS c (tenant_id, authority, batch_id)
             LEFT JOIN roster_batch b ON b.tenant_id = c.tenant_id AND b.id = c.batch_id AND b.authority = c.authority
             WHERE c.batch_id IS NOT NULL AND b.state IS DISTINCT FROM 'Committed') THEN
    PERFORM app.refuse('MI002', '身份只能随已入库的名单批次新增或取消。');
  END IF;
  -- Planned anew each time: a plan for ten rows would take hours for ten million.
  IF TG_OP = 'INSERT' THEN
    PERFORM pg_advisory_xact_lock(hashtext('roster'), c.tenant_id) FROM (SELECT DISTINCT x.tenant_id FROM unnest(tenants) AS x (tenant_id)) AS c;
    EXECUTE 'SELECT EXISTS (SELECT FROM changed c WHERE NOT EXISTS (SELECT FROM person p WHERE p.tenant_id = c.tenant_id AND p.id = c.person_id))' INTO found;
    IF found THEN
      RAISE EXCEPTION 'The person of an identity does not exist.' USING ERRCODE = 'foreign_key_violation';
    END IF;
  END IF;
  -- Each half reads the side that is short: few identities have ended.
  found := false;
  IF any_open THEN
    EXECUTE 'SELECT EXISTS (SELECT FROM changed c JOIN membership other ON other.tenant_id = c.tenant_id AND other.person_id = c.person_id AND other.category = c.category AND other.authority = c.authority
               WHERE c.until_month IS NULL AND other.until_month IS NOT NULL AND other.until_month >= c.from_month)' INTO found;
  END IF;
  IF any_ended AND NOT found THEN
    EXECUTE 'SELECT EXISTS (SELECT FROM changed c JOIN membership other ON other.tenant_id = c.tenant_id AND other.person_id = c.person_id AND other.category = c.category AND other.authority = c.authority
               WHERE c.until_month IS NOT NULL AND other.until_month IS NULL AND c.until_month >= other.from_month)' INTO found;
  END IF;
  IF found THEN
    PERFORM app.refuse('MI005', '同一人的同一身份在同一月份不能有两条记录，请重新比对名单。');
  END IF;
  RETURN NULL;
END
$$;
