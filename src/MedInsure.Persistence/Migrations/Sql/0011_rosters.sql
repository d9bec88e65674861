-- 名单: what only its own bureau sees; no bureau above or below reads rosters. Rights are given column by column where rows may be changed at all.
CREATE FUNCTION pg_temp.isolate(relation regclass, privileges text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY own_tenant ON %s USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid())', relation);
  EXECUTE format('GRANT %s ON %s TO medinsure_app', privileges, relation);
END
$$;
SELECT pg_temp.isolate('data_key', 'SELECT, INSERT');
SELECT pg_temp.isolate('roster_batch', 'SELECT, INSERT');
GRANT UPDATE (encoding, rows, ok, failed, state, reason, based_on, confirmed_by, confirmed_at, committed_by, committed_at, undone_by, undone_at, cancelled_by, cancelled_at)
  ON roster_batch TO medinsure_app;
SELECT pg_temp.isolate('roster_file', 'SELECT, INSERT');
SELECT pg_temp.isolate('roster_fault', 'SELECT, INSERT, DELETE');
SELECT pg_temp.isolate('roster_change', 'SELECT, INSERT, DELETE');
SELECT pg_temp.isolate('person', 'SELECT, INSERT, DELETE');
GRANT UPDATE (name, region_code, town, village) ON person TO medinsure_app;
SELECT pg_temp.isolate('membership', 'SELECT, INSERT, DELETE');
GRANT UPDATE (identified, until_month, cancelled_by) ON membership TO medinsure_app;
DROP FUNCTION pg_temp.isolate(regclass, text);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON data_key EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON roster_file EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON roster_fault EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON roster_change EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON roster_batch EXECUTE FUNCTION app.refuse_change();

-- Two batches cannot both lie on the same one, whatever two people do at once: the second waits here and is refused.
CREATE UNIQUE INDEX ux_roster_batch_based_on ON roster_batch (tenant_id, authority, based_on) NULLS NOT DISTINCT WHERE state = 'Committed';

-- One identity does not hold twice in a month. Ended ones exclude each other; an open one is the only one and (below) begins after every ended one. One exclusion
-- constraint over all would say the same and cost 32 µs a row, twenty times as much: rosters are open rows, and a B-tree keeps those apart.
ALTER TABLE membership ADD CONSTRAINT ex_membership_once
  EXCLUDE USING gist (tenant_id WITH =, person_id WITH =, category WITH =, authority WITH =, int4range(from_month, until_month, '[]') WITH &&) WHERE (until_month IS NOT NULL);
CREATE UNIQUE INDEX ux_membership_open ON membership (tenant_id, person_id, category, authority) WHERE until_month IS NULL;

CREATE FUNCTION app.guard_roster_batch() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  below roster_batch;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Uploaded' OR NEW.based_on IS NOT NULL THEN
      PERFORM app.refuse('MI001', '新建的名单批次只能是已上传。');
    END IF;
    PERFORM app.check_stamp(NULL, NEW.made_by);
    RETURN NEW;
  END IF;

  IF (NEW.tenant_id, NEW.id, NEW.authority, NEW.kind, NEW.month, NEW.regions, NEW.file_name, NEW.sha256, NEW.length, NEW.made_by, NEW.made_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.authority, OLD.kind, OLD.month, OLD.regions, OLD.file_name, OLD.sha256, OLD.length, OLD.made_by, OLD.made_at) THEN
    PERFORM app.refuse('MI002', '名单批次的来源、类型、月份、文件和上传人不能修改。');
  END IF;
  IF NEW.state = OLD.state AND (NEW.confirmed_by, NEW.confirmed_at, NEW.committed_by, NEW.committed_at, NEW.undone_by, NEW.undone_at, NEW.cancelled_by, NEW.cancelled_at)
     IS DISTINCT FROM (OLD.confirmed_by, OLD.confirmed_at, OLD.committed_by, OLD.committed_at, OLD.undone_by, OLD.undone_at, OLD.cancelled_by, OLD.cancelled_at) THEN
    PERFORM app.refuse('MI003', '签章只能在办理时产生。');
  END IF;
  IF NEW.state = OLD.state AND OLD.state NOT IN ('Uploaded', 'Checking') THEN
    PERFORM app.refuse('MI002', '名单已校验完毕，批次的内容不能再修改。');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
       ('Uploaded', 'Checking'), ('Uploaded', 'Failed'), ('Uploaded', 'Cancelled'),
       ('Checking', 'Previewed'), ('Checking', 'AwaitingSecond'), ('Checking', 'Refused'), ('Checking', 'Failed'), ('Checking', 'Cancelled'),
       -- Compared again, because the roster has changed meanwhile.
       ('Previewed', 'Checking'), ('AwaitingSecond', 'Checking'),
       ('Previewed', 'Committed'), ('AwaitingSecond', 'Committed'), ('Previewed', 'Cancelled'), ('AwaitingSecond', 'Cancelled'),
       ('Committed', 'Undone')) THEN
    PERFORM app.refuse('MI001', '名单批次的当前状态不允许这一步，请刷新后再试。');
  END IF;
  IF NEW.state IN ('Committed', 'Undone', 'Cancelled') AND (NEW.encoding, NEW.rows, NEW.ok, NEW.failed, NEW.reason, NEW.based_on)
     IS DISTINCT FROM (OLD.encoding, OLD.rows, OLD.ok, OLD.failed, OLD.reason, OLD.based_on) THEN
    PERFORM app.refuse('MI002', '名单已校验完毕，批次的内容不能再修改。');
  END IF;
  PERFORM app.check_stamp(OLD.confirmed_by, NEW.confirmed_by), app.check_stamp(OLD.committed_by, NEW.committed_by),
          app.check_stamp(OLD.undone_by, NEW.undone_by), app.check_stamp(OLD.cancelled_by, NEW.cancelled_by);
  IF NEW.state = 'Undone' AND (NEW.committed_by, NEW.committed_at, NEW.confirmed_by, NEW.confirmed_at)
     IS DISTINCT FROM (OLD.committed_by, OLD.committed_at, OLD.confirmed_by, OLD.confirmed_at) THEN
    PERFORM app.refuse('MI002', '入库的签章不能修改。');
  END IF;

  IF NEW.state = 'Committed' AND OLD.state = 'AwaitingSecond' AND (NEW.committed_by = NEW.made_by OR NEW.confirmed_by IS NULL) THEN
    PERFORM app.refuse('MI003', '这批名单须由上传人以外的另一人确认入库，请换一位同事办理。');
  END IF;

  -- The comparison holds for the state that it was made with, and for no other.
  IF NEW.state = 'Committed' THEN
    IF NEW.based_on IS NOT NULL THEN
      SELECT * INTO below FROM roster_batch b WHERE b.tenant_id = NEW.tenant_id AND b.id = NEW.based_on FOR SHARE;
    END IF;
    IF EXISTS (SELECT FROM roster_batch b WHERE b.tenant_id = NEW.tenant_id AND b.authority = NEW.authority AND b.state = 'Committed' AND b.based_on IS NOT DISTINCT FROM NEW.based_on)
       OR (NEW.based_on IS NOT NULL AND (below.state IS DISTINCT FROM 'Committed' OR below.authority <> NEW.authority)) THEN
      PERFORM app.refuse('MI005', '比对之后，这一部门的名单又有变化，请重新比对后再入库。');
    END IF;
    IF below.month > NEW.month THEN
      PERFORM app.refuse('MI005', '这一部门已有更晚月份的名单入库，不能再入库较早月份的名单；确需更正的，请先撤销较晚的批次。');
    END IF;
  END IF;
  IF NEW.state = 'Undone' AND EXISTS (SELECT FROM roster_batch b WHERE b.tenant_id = NEW.tenant_id AND b.authority = NEW.authority AND b.state = 'Committed' AND b.based_on = NEW.id) THEN
    PERFORM app.refuse('MI005', '这批名单之后，同一部门又有名单入库，请先撤销最近的一批。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON roster_batch FOR EACH ROW EXECUTE FUNCTION app.guard_roster_batch();

-- Parts of a batch come and go in one state of it only (the trigger's argument). Once a statement, not once a row.
CREATE FUNCTION app.guard_roster_part() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  batch_state text;
  batches int := 0;
BEGIN
  -- Locked, so that nobody decides about the batch between this look and the commit.
  FOR batch_state IN SELECT b.state FROM roster_batch b WHERE (b.tenant_id, b.id) IN (SELECT DISTINCT c.tenant_id, c.batch_id FROM changed c) FOR SHARE LOOP
    batches := batches + 1;
    IF batch_state <> TG_ARGV[0] THEN
      PERFORM app.refuse('MI002', '名单已校验完毕，比对结果和问题清单不能再修改。');
    END IF;
  END LOOP;
  IF batches < (SELECT count(*) FROM (SELECT DISTINCT c.tenant_id, c.batch_id FROM changed c) AS named) THEN
    RAISE EXCEPTION 'The batch of a row of % does not exist.', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER guard_insert AFTER INSERT ON roster_file REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_roster_part('Uploaded');
CREATE TRIGGER guard_insert AFTER INSERT ON roster_fault REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_roster_part('Checking');
CREATE TRIGGER guard_delete AFTER DELETE ON roster_fault REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_roster_part('Checking');
CREATE TRIGGER guard_insert AFTER INSERT ON roster_change REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_roster_part('Checking');
CREATE TRIGGER guard_delete AFTER DELETE ON roster_change REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_roster_part('Checking');

-- Identities come with a committed batch of their authority and go with an undone one. Batches are asked for once a statement.
CREATE FUNCTION app.guard_membership() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  twice boolean;
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
  EXECUTE 'SELECT EXISTS (SELECT FROM changed c JOIN membership other ON other.tenant_id = c.tenant_id AND other.person_id = c.person_id AND other.category = c.category AND other.authority = c.authority
           WHERE (c.until_month IS NULL AND other.until_month >= c.from_month) OR (other.until_month IS NULL AND c.until_month >= other.from_month))' INTO twice;
  IF twice THEN
    PERFORM app.refuse('MI005', '同一人的同一身份在同一月份不能有两条记录，请重新比对名单。');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER guard_insert AFTER INSERT ON membership REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_membership();
CREATE TRIGGER guard_update AFTER UPDATE ON membership REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_membership();
CREATE TRIGGER guard_delete AFTER DELETE ON membership REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_membership();

-- Regions are facts of no bureau: asked for once a statement in place of a foreign key, which looks at every row.
CREATE FUNCTION app.guard_person() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT c.region_code FROM changed c) AS c LEFT JOIN region r ON r.code = c.region_code WHERE r.code IS NULL) THEN
    RAISE EXCEPTION 'The region of a person does not exist.' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER guard_insert AFTER INSERT ON person REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_person();
CREATE TRIGGER guard_update AFTER UPDATE ON person REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_person();

-- The key of an identity stays: another month or category is another row.
CREATE FUNCTION app.guard_membership_key() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.refuse('MI002', '身份的人员、类别、来源和起始月份不能修改。');
  RETURN NULL;
END
$$;
CREATE TRIGGER keep_key BEFORE UPDATE ON membership FOR EACH ROW
  WHEN ((NEW.tenant_id, NEW.person_id, NEW.category, NEW.authority, NEW.from_month, NEW.is_new, NEW.added_by)
        IS DISTINCT FROM (OLD.tenant_id, OLD.person_id, OLD.category, OLD.authority, OLD.from_month, OLD.is_new, OLD.added_by))
  EXECUTE FUNCTION app.guard_membership_key();

GRANT EXECUTE ON FUNCTION app.guard_roster_batch(), app.guard_roster_part(), app.guard_membership(), app.guard_membership_key(), app.guard_person() TO medinsure_app;
