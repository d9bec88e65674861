-- 缴费、支付、三方比对: what only its own bureau sees, as rosters are.
CREATE FUNCTION pg_temp.isolate(relation regclass, privileges text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY own_tenant ON %s USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid())', relation);
  EXECUTE format('GRANT %s ON %s TO medinsure_app', privileges, relation);
END
$$;
SELECT pg_temp.isolate('contribution_batch', 'SELECT, INSERT');
GRANT UPDATE (encoding, rows, ok, failed, total_fen, state, reason, committed_by, committed_at, undone_by, undone_at, cancelled_by, cancelled_at) ON contribution_batch TO medinsure_app;
SELECT pg_temp.isolate('contribution_file', 'SELECT, INSERT');
SELECT pg_temp.isolate('contribution_fault', 'SELECT, INSERT, DELETE');
SELECT pg_temp.isolate('contribution_row', 'SELECT, INSERT, DELETE');
SELECT pg_temp.isolate('contribution', 'SELECT, INSERT, DELETE');
GRANT UPDATE (cancelled_by) ON contribution TO medinsure_app;
SELECT pg_temp.isolate('payment_batch', 'SELECT, INSERT');
GRANT UPDATE (state, file_sha256, sent_by, sent_at, closed_by, closed_at, cancelled_by, cancelled_at) ON payment_batch TO medinsure_app;
SELECT pg_temp.isolate('payment_item', 'SELECT, INSERT');
GRANT UPDATE (state, reason, changed_by, changed_at) ON payment_item TO medinsure_app;
SELECT pg_temp.isolate('payment_file', 'SELECT, INSERT');
SELECT pg_temp.isolate('match_case', 'SELECT, INSERT');
GRANT UPDATE (person_id, name, region_code, subsidy_fen, contribution_fen, expected_fen, since, last_seen, state, resolution, reason, resolved_by, resolved_at) ON match_case TO medinsure_app;
SELECT pg_temp.isolate('death_mark', 'SELECT, INSERT');
GRANT UPDATE (revoked_by, revoked_at, revoked_reason) ON death_mark TO medinsure_app;
DROP FUNCTION pg_temp.isolate(regclass, text);

CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON contribution_batch EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contribution_file EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON contribution_fault EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON contribution_row EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE TRUNCATE ON contribution EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON payment_batch EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON payment_item EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_file EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON match_case EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON death_mark EXECUTE FUNCTION app.refuse_change();

CREATE FUNCTION app.guard_contribution_batch() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Uploaded' THEN
      PERFORM app.refuse('MI001', '新建的缴费批次只能是已上传。');
    END IF;
    PERFORM app.check_stamp(NULL, NEW.made_by);
    RETURN NEW;
  END IF;

  IF (NEW.tenant_id, NEW.id, NEW.coverage_year, NEW.file_name, NEW.sha256, NEW.length, NEW.made_by, NEW.made_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.coverage_year, OLD.file_name, OLD.sha256, OLD.length, OLD.made_by, OLD.made_at) THEN
    PERFORM app.refuse('MI002', '缴费批次的待遇年度、文件和上传人不能修改。');
  END IF;
  IF NEW.state = OLD.state AND OLD.state NOT IN ('Uploaded', 'Checking') THEN
    PERFORM app.refuse('MI002', '缴费文件已校验完毕，批次的内容不能再修改。');
  END IF;
  IF NEW.state = OLD.state AND (NEW.committed_by, NEW.undone_by, NEW.cancelled_by) IS DISTINCT FROM (OLD.committed_by, OLD.undone_by, OLD.cancelled_by) THEN
    PERFORM app.refuse('MI003', '签章只能在办理时产生。');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
       ('Uploaded', 'Checking'), ('Uploaded', 'Failed'), ('Uploaded', 'Cancelled'),
       ('Checking', 'Previewed'), ('Checking', 'Refused'), ('Checking', 'Failed'), ('Checking', 'Cancelled'),
       -- Compared again, because other files were recorded meanwhile.
       ('Previewed', 'Checking'), ('Previewed', 'Committed'), ('Previewed', 'Cancelled'), ('Committed', 'Undone')) THEN
    PERFORM app.refuse('MI001', '缴费批次的当前状态不允许这一步，请刷新后再试。');
  END IF;
  IF NEW.state IN ('Committed', 'Undone', 'Cancelled') AND (NEW.encoding, NEW.rows, NEW.ok, NEW.failed, NEW.total_fen, NEW.reason)
     IS DISTINCT FROM (OLD.encoding, OLD.rows, OLD.ok, OLD.failed, OLD.total_fen, OLD.reason) THEN
    PERFORM app.refuse('MI002', '缴费文件已校验完毕，批次的内容不能再修改。');
  END IF;
  PERFORM app.check_stamp(OLD.committed_by, NEW.committed_by), app.check_stamp(OLD.undone_by, NEW.undone_by), app.check_stamp(OLD.cancelled_by, NEW.cancelled_by);
  IF NEW.state = 'Undone' THEN
    IF (NEW.committed_by, NEW.committed_at) IS DISTINCT FROM (OLD.committed_by, OLD.committed_at) THEN
      PERFORM app.refuse('MI002', '入库的签章不能修改。');
    END IF;
    IF EXISTS (SELECT FROM contribution c WHERE c.tenant_id = NEW.tenant_id AND c.batch_id = NEW.id AND c.cancelled_by IS NOT NULL) THEN
      PERFORM app.refuse('MI005', '这批缴费记录中有的已被后来的批次更正，请先撤销后来的批次。');
    END IF;
    -- 先缴后补: what was transferred to a card rests on the contribution.
    IF EXISTS (SELECT FROM contribution c JOIN person p ON p.tenant_id = c.tenant_id AND p.id_number = c.id_number
               JOIN payment_item i ON i.tenant_id = p.tenant_id AND i.person_id = p.id AND i.coverage_year = c.coverage_year AND i.mode = 'Card' AND i.state IN ('Planned', 'Sent', 'Paid')
               WHERE c.tenant_id = NEW.tenant_id AND c.batch_id = NEW.id) THEN
      PERFORM app.refuse('MI005', '已有一卡通支付依据这批缴费记录，不能撤销。请先取消或冲销有关支付。');
    END IF;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON contribution_batch FOR EACH ROW EXECUTE FUNCTION app.guard_contribution_batch();

-- Parts of a batch come and go in one state of it only (the trigger's argument). Once a statement, not once a row.
CREATE FUNCTION app.guard_contribution_part() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  batch_state text;
  batches int := 0;
BEGIN
  -- Locked, so that nobody decides about the batch between this look and the commit.
  FOR batch_state IN SELECT b.state FROM contribution_batch b WHERE (b.tenant_id, b.id) IN (SELECT DISTINCT c.tenant_id, c.batch_id FROM changed c) FOR SHARE LOOP
    batches := batches + 1;
    IF batch_state <> TG_ARGV[0] THEN
      PERFORM app.refuse('MI002', '缴费批次的当前状态不允许改动其内容，请刷新后再试。');
    END IF;
  END LOOP;
  IF batches < (SELECT count(*) FROM (SELECT DISTINCT c.tenant_id, c.batch_id FROM changed c) AS named) THEN
    RAISE EXCEPTION 'The batch of a row of % does not exist.', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER guard_insert AFTER INSERT ON contribution_file REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_contribution_part('Uploaded');
CREATE TRIGGER guard_insert AFTER INSERT ON contribution_fault REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_contribution_part('Checking');
CREATE TRIGGER guard_delete AFTER DELETE ON contribution_fault REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_contribution_part('Checking');
CREATE TRIGGER guard_insert AFTER INSERT ON contribution_row REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_contribution_part('Checking');
CREATE TRIGGER guard_delete AFTER DELETE ON contribution_row REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_contribution_part('Checking');
CREATE TRIGGER guard_insert AFTER INSERT ON contribution REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_contribution_part('Committed');
CREATE TRIGGER guard_delete AFTER DELETE ON contribution REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_contribution_part('Undone');

-- A record is replaced by a committed batch, and counts again when that one is undone.
CREATE FUNCTION app.guard_contribution_replaced() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  wrong boolean;
BEGIN
  -- Planned anew each time: a plan for ten rows would take hours for a million.
  EXECUTE 'SELECT EXISTS (SELECT FROM (SELECT DISTINCT o.tenant_id, o.cancelled_by AS was, n.cancelled_by AS is FROM before o JOIN changed n ON n.tenant_id = o.tenant_id AND n.id = o.id
                                       WHERE n.cancelled_by IS DISTINCT FROM o.cancelled_by) AS c
             LEFT JOIN contribution_batch b ON b.tenant_id = c.tenant_id AND b.id = coalesce(c.was, c.is)
             WHERE (c.was IS NOT NULL AND c.is IS NOT NULL) OR b.state IS DISTINCT FROM CASE WHEN c.was IS NULL THEN ''Committed'' ELSE ''Undone'' END)' INTO wrong;
  IF wrong THEN
    PERFORM app.refuse('MI002', '缴费记录只能由入库的批次更正，随批次的撤销恢复。');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER guard_update AFTER UPDATE ON contribution REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_contribution_replaced();

CREATE FUNCTION app.guard_payment_batch() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'Planned' THEN
      PERFORM app.refuse('MI001', '新建的支付批次只能是待送出。');
    END IF;
    PERFORM app.check_stamp(NULL, NEW.made_by);
    RETURN NEW;
  END IF;

  IF (NEW.tenant_id, NEW.id, NEW.coverage_year, NEW.month, NEW.mode, NEW.region_code, NEW.run_id, NEW.number, NEW.items, NEW.total_fen, NEW.made_by, NEW.made_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.coverage_year, OLD.month, OLD.mode, OLD.region_code, OLD.run_id, OLD.number, OLD.items, OLD.total_fen, OLD.made_by, OLD.made_at) THEN
    PERFORM app.refuse('MI002', '支付批次的年度、月份、方式、县区、人数、金额和编制人不能修改。');
  END IF;
  IF NEW.state = OLD.state THEN
    PERFORM app.refuse('MI002', '支付批次的签章和文件只能在办理时产生。');
  END IF;
  IF (OLD.state, NEW.state) NOT IN (('Planned', 'Sent'), ('Planned', 'Cancelled'), ('Sent', 'Closed')) THEN
    PERFORM app.refuse('MI001', '支付批次的当前状态不允许这一步，请刷新后再试。');
  END IF;
  PERFORM app.check_stamp(OLD.sent_by, NEW.sent_by), app.check_stamp(OLD.closed_by, NEW.closed_by), app.check_stamp(OLD.cancelled_by, NEW.cancelled_by);
  IF NEW.sent_by = NEW.made_by OR NEW.closed_by = NEW.made_by THEN
    PERFORM app.refuse('MI003', '支付批次由编制人以外的另一人送出和登记结果，请换一位同事办理。');
  END IF;
  IF OLD.state = 'Sent' AND (NEW.file_sha256, NEW.sent_by, NEW.sent_at) IS DISTINCT FROM (OLD.file_sha256, OLD.sent_by, OLD.sent_at) THEN
    PERFORM app.refuse('MI002', '已送出的支付批次不能修改。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON payment_batch FOR EACH ROW EXECUTE FUNCTION app.guard_payment_batch();

-- The batch says how many and how much; what it says and what its items are is one thing at the end of every transaction.
CREATE FUNCTION app.check_payment_batch() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  batch payment_batch;
  found record;
BEGIN
  SELECT * INTO batch FROM payment_batch b WHERE b.tenant_id = NEW.tenant_id AND b.id = NEW.id;
  SELECT count(*) AS items, coalesce(sum(i.amount_fen), 0) AS total, count(*) FILTER (WHERE i.state = 'Planned') AS planned, count(*) FILTER (WHERE i.state = 'Withdrawn') AS withdrawn,
         count(*) FILTER (WHERE i.state = 'Sent') AS sent
    INTO found FROM payment_item i WHERE i.tenant_id = NEW.tenant_id AND i.batch_id = NEW.id;
  IF found.items <> batch.items OR found.total <> batch.total_fen
     OR (batch.state = 'Planned' AND found.planned <> found.items)
     OR (batch.state IN ('Sent', 'Closed') AND found.planned + found.withdrawn > 0)
     OR (batch.state = 'Closed' AND found.sent > 0)
     OR (batch.state = 'Cancelled' AND found.withdrawn <> found.items) THEN
    PERFORM app.refuse('MI005', '支付批次的人数、金额或状态与明细不一致，没有办理。请刷新后再试。');
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER check_items AFTER INSERT OR UPDATE ON payment_batch DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.check_payment_batch();

-- All items of a batch come in one statement, as the batch says them.
CREATE FUNCTION app.guard_payment_insert() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM changed c WHERE c.state <> 'Planned') THEN
    PERFORM app.refuse('MI001', '新建的支付明细只能是待送出。');
  END IF;
  IF EXISTS (SELECT FROM changed c WHERE c.changed_by IS DISTINCT FROM app.uid()) THEN
    PERFORM app.refuse('MI003', '只能以本人的名义办理，不能代他人签章。');
  END IF;
  PERFORM FROM payment_batch b WHERE (b.tenant_id, b.id) IN (SELECT DISTINCT c.tenant_id, c.batch_id FROM changed c) FOR SHARE;
  IF EXISTS (SELECT FROM (SELECT c.tenant_id, c.batch_id, c.coverage_year, c.mode, c.region_code, c.run_id FROM changed c GROUP BY 1, 2, 3, 4, 5, 6) AS c
             LEFT JOIN payment_batch b ON b.tenant_id = c.tenant_id AND b.id = c.batch_id
             WHERE (b.state, b.coverage_year, b.mode, b.region_code, b.run_id) IS DISTINCT FROM ('Planned', c.coverage_year, c.mode, c.region_code, c.run_id)) THEN
    PERFORM app.refuse('MI002', '支付明细须与所属批次的年度、方式、县区一致，批次送出后不能增加。');
  END IF;
  IF EXISTS (SELECT FROM (SELECT i.tenant_id, i.batch_id, count(*) AS items, sum(i.amount_fen) AS total FROM payment_item i
                          WHERE (i.tenant_id, i.batch_id) IN (SELECT DISTINCT c.tenant_id, c.batch_id FROM changed c) GROUP BY 1, 2) AS s
             JOIN payment_batch b ON b.tenant_id = s.tenant_id AND b.id = s.batch_id WHERE (b.items, b.total_fen) IS DISTINCT FROM (s.items, s.total)) THEN
    PERFORM app.refuse('MI005', '支付批次的人数、金额与明细不一致，没有办理。请刷新后再试。');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER guard_insert AFTER INSERT ON payment_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_payment_insert();

CREATE FUNCTION app.guard_payment_update() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  wrong boolean;
BEGIN
  IF EXISTS (SELECT FROM changed c WHERE c.changed_by IS DISTINCT FROM app.uid()) THEN
    PERFORM app.refuse('MI003', '只能以本人的名义办理，不能代他人签章。');
  END IF;
  PERFORM FROM payment_batch b WHERE (b.tenant_id, b.id) IN (SELECT DISTINCT c.tenant_id, c.batch_id FROM changed c) FOR SHARE;
  -- Planned anew each time: a plan for ten rows would take hours for a million.
  EXECUTE 'SELECT EXISTS (SELECT FROM before o JOIN changed n ON n.tenant_id = o.tenant_id AND n.id = o.id JOIN payment_batch b ON b.tenant_id = n.tenant_id AND b.id = n.batch_id
             WHERE (o.state, n.state, b.state) NOT IN (
               (''Planned'', ''Sent'', ''Sent''), (''Planned'', ''Withdrawn'', ''Cancelled''),
               (''Sent'', ''Paid'', ''Sent''), (''Sent'', ''Paid'', ''Closed''), (''Sent'', ''Bounced'', ''Sent''), (''Sent'', ''Bounced'', ''Closed''),
               (''Paid'', ''Bounced'', ''Sent''), (''Paid'', ''Bounced'', ''Closed''), (''Paid'', ''Reversed'', ''Sent''), (''Paid'', ''Reversed'', ''Closed'')))' INTO wrong;
  IF wrong THEN
    PERFORM app.refuse('MI001', '支付明细的当前状态不允许这一步，请刷新后再试。');
  END IF;
  IF EXISTS (SELECT FROM changed c JOIN payment_batch b ON b.tenant_id = c.tenant_id AND b.id = c.batch_id WHERE c.state <> 'Withdrawn' AND c.changed_by = b.made_by) THEN
    PERFORM app.refuse('MI003', '支付批次由编制人以外的另一人送出和登记结果，请换一位同事办理。');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER guard_update AFTER UPDATE ON payment_item REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_payment_update();

-- 不重复、不超额: over what is alive of a person and coverage year there is one mode, and together it is within the contribution. Items come alive as Planned only, and of those and the sent ones there is one
-- (ux_payment_item_open): whoever adds a second waits there for the first, and this look comes after that wait and sees what the first left.
CREATE FUNCTION app.guard_payment_sum() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  modes boolean;
  above boolean;
BEGIN
  -- Planned anew each time: a plan for ten rows would take hours for a million.
  EXECUTE 'SELECT coalesce(bool_or(s.modes > 1), false), coalesce(bool_or(s.total > s.most), false)
           FROM (SELECT count(DISTINCT i.mode) AS modes, sum(i.amount_fen) AS total, min(i.contribution_fen) AS most
                 FROM payment_item i JOIN (SELECT DISTINCT c.tenant_id, c.person_id, c.coverage_year FROM changed c) AS c
                   ON c.tenant_id = i.tenant_id AND c.person_id = i.person_id AND c.coverage_year = i.coverage_year
                 WHERE i.state IN (''Planned'', ''Sent'', ''Paid'') GROUP BY i.tenant_id, i.person_id, i.coverage_year) AS s' INTO modes, above;
  IF modes THEN
    PERFORM app.refuse('MI005', '同一人同一待遇年度不能既代缴又通过一卡通发放，请核对已有的支付。');
  END IF;
  IF above THEN
    PERFORM app.refuse('MI005', '同一人同一待遇年度的资助合计不能超过个人缴费标准，请核对已有的支付。');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER sum_insert AFTER INSERT ON payment_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_payment_sum();
CREATE TRIGGER sum_update AFTER UPDATE ON payment_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.guard_payment_sum();

-- The list is written with the sending and belongs to it.
CREATE FUNCTION app.guard_payment_file() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM payment_batch b WHERE b.tenant_id = NEW.tenant_id AND b.id = NEW.batch_id AND b.state = 'Sent' AND b.sent_by = app.uid() AND b.sent_at >= now() - interval '1 hour') THEN
    PERFORM app.refuse('MI002', '支付文件只能在送出时生成。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON payment_file FOR EACH ROW EXECUTE FUNCTION app.guard_payment_file();

CREATE FUNCTION app.guard_match_case() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
  -- Decided on the facts: other facts open the case again.
  IF OLD.state = 'Resolved' AND NEW.state = 'Resolved' AND (NEW.subsidy_fen, NEW.contribution_fen, NEW.expected_fen, NEW.since, NEW.resolution, NEW.reason, NEW.resolved_by, NEW.resolved_at)
     IS DISTINCT FROM (OLD.subsidy_fen, OLD.contribution_fen, OLD.expected_fen, OLD.since, OLD.resolution, OLD.reason, OLD.resolved_by, OLD.resolved_at) THEN
    PERFORM app.refuse('MI002', '已处理的比对问题不能修改；情况有变化的，请重新比对。');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('Open', 'Resolved'), ('Open', 'Gone'), ('Gone', 'Open'), ('Resolved', 'Open')) THEN
    PERFORM app.refuse('MI001', '比对问题的当前状态不允许这一步，请刷新后再试。');
  END IF;
  PERFORM app.check_stamp(OLD.resolved_by, NEW.resolved_by);
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON match_case FOR EACH ROW EXECUTE FUNCTION app.guard_match_case();

CREATE FUNCTION app.guard_death_mark() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.revoked_by IS NOT NULL THEN
      PERFORM app.refuse('MI001', '死亡信息须先登记，才能撤回。');
    END IF;
    PERFORM app.check_stamp(NULL, NEW.noted_by);
    RETURN NEW;
  END IF;
  IF OLD.revoked_by IS NOT NULL OR NEW.revoked_by IS NULL THEN
    PERFORM app.refuse('MI002', '死亡信息登记后只能撤回一次，不能修改。');
  END IF;
  PERFORM app.check_stamp(OLD.revoked_by, NEW.revoked_by);
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON death_mark FOR EACH ROW EXECUTE FUNCTION app.guard_death_mark();

GRANT EXECUTE ON FUNCTION app.guard_contribution_batch(), app.guard_contribution_part(), app.guard_contribution_replaced(), app.guard_payment_batch(), app.check_payment_batch(), app.guard_payment_insert(),
  app.guard_payment_update(), app.guard_payment_sum(), app.guard_payment_file(), app.guard_match_case(), app.guard_death_mark() TO medinsure_app;
