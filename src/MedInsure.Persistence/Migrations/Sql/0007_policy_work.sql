-- Configuring a policy year: who wrote, what was said, what was settled, on what a version rests, and what became of a filing.
CREATE FUNCTION pg_temp.isolate(relation regclass, privileges text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY own_tenant ON %s USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid())', relation);
  EXECUTE format('GRANT %s ON %s TO medinsure_app', privileges, relation);
END
$$;
SELECT pg_temp.isolate('policy_maker', 'SELECT, INSERT');
SELECT pg_temp.isolate('policy_opinion', 'SELECT, INSERT');
SELECT pg_temp.isolate('policy_note', 'SELECT, INSERT, UPDATE, DELETE');
SELECT pg_temp.isolate('policy_confirmation', 'SELECT, INSERT, UPDATE, DELETE');
SELECT pg_temp.isolate('policy_basis', 'SELECT, INSERT');
SELECT pg_temp.isolate('filing_decision', 'SELECT, INSERT');
DROP FUNCTION pg_temp.isolate(regclass, text);

-- The bureau that filed reads what became of its filing.
CREATE POLICY decision_to_filer ON filing_decision FOR SELECT USING (filer_tenant_id = app.tid());

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_opinion EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON filing_decision EXECUTE FUNCTION app.refuse_change();

-- Every version so far was written by its author alone.
ALTER TABLE policy_version NO FORCE ROW LEVEL SECURITY;
ALTER TABLE policy_maker NO FORCE ROW LEVEL SECURITY;
INSERT INTO policy_maker (tenant_id, version_id, user_id) SELECT v.tenant_id, v.id, v.author_id FROM policy_version v;
ALTER TABLE policy_version FORCE ROW LEVEL SECURITY;
ALTER TABLE policy_maker FORCE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION app.guard_policy_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
    -- A return gives its author a new draft with the same text, whoever returned it.
    IF NEW.author_id IS DISTINCT FROM app.uid() AND NOT EXISTS (
         SELECT FROM policy_version v WHERE v.tenant_id = NEW.tenant_id AND v.id = NEW.based_on_id AND v.state = 'Returned' AND v.author_id = NEW.author_id AND v.text = NEW.text) THEN
      PERFORM app.refuse('MI003', '只能以本人的名义办理，不能代他人签章。');
    END IF;
    PERFORM app.check_stamp(NULL, NEW.reviewer_id);
    RETURN NEW;
  END IF;

  IF (NEW.tenant_id, NEW.id, NEW.funding_year, NEW.version_number, NEW.based_on_id, NEW.author_id, NEW.created_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.funding_year, OLD.version_number, OLD.based_on_id, OLD.author_id, OLD.created_at) THEN
    PERFORM app.refuse('MI002', '政策的年度、版本号和编写人不能修改。');
  END IF;
  IF (OLD.published_at IS NOT NULL OR OLD.state = 'Returned') AND to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state' THEN
    PERFORM app.refuse('MI002', '已发布或已退回的政策不能修改。需要更正时，请编写新版本。');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
       ('Draft', 'InReview'), ('InReview', 'Draft'), ('InReview', 'Returned'), ('InReview', 'Published'), ('Published', 'Superseded'), ('Published', 'Withdrawn'),
       ('Superseded', 'Published')) THEN
    PERFORM app.refuse('MI001', '政策的当前状态不允许这一步，请刷新后再试。');
  END IF;
  IF (NEW.title, NEW.text, NEW.content_hash) IS DISTINCT FROM (OLD.title, OLD.text, OLD.content_hash) AND OLD.state <> 'Draft' THEN
    PERFORM app.refuse('MI002', '政策提交复核后不能修改，请先退回。');
  END IF;
  PERFORM app.check_stamp(OLD.reviewer_id, NEW.reviewer_id), app.check_stamp(OLD.publisher_id, NEW.publisher_id);
  IF EXISTS (SELECT FROM policy_maker m WHERE m.tenant_id = NEW.tenant_id AND m.version_id = NEW.id
             AND ((NEW.reviewer_id IS DISTINCT FROM OLD.reviewer_id AND m.user_id = NEW.reviewer_id)
               OR (NEW.publisher_id IS DISTINCT FROM OLD.publisher_id AND m.user_id = NEW.publisher_id)
               OR (NEW.state = 'Returned' AND OLD.state <> 'Returned' AND m.user_id = app.uid()))) THEN
    PERFORM app.refuse('MI003', '编写过这份政策的人不能复核、退回或发布它，请由另一位同事办理。');
  END IF;
  IF NEW.state = 'Withdrawn' AND EXISTS (
       SELECT FROM policy_reliance r WHERE r.issuer_tenant_id = NEW.tenant_id AND r.policy_version_id = NEW.id) THEN
    PERFORM app.refuse('MI005', '已有发布的测算依据本政策，不能撤回。请发布新版本替代。');
  END IF;
  -- A superseded version is in force again only in the place of one that was withdrawn.
  IF OLD.state = 'Superseded' AND NEW.state = 'Published' AND (
       EXISTS (SELECT FROM policy_version v WHERE v.tenant_id = NEW.tenant_id AND v.funding_year = NEW.funding_year AND v.state = 'Published')
       OR NOT EXISTS (SELECT FROM policy_version v WHERE v.tenant_id = NEW.tenant_id AND v.funding_year = NEW.funding_year AND v.state = 'Withdrawn' AND v.version_number > NEW.version_number)) THEN
    PERFORM app.refuse('MI001', '只有在新版本撤回以后，原来的版本才能恢复。');
  END IF;
  RETURN NEW;
END
$$;

-- Whoever writes on a draft is one of its makers, plain SQL included; a draft after a return keeps the makers that it had.
CREATE FUNCTION app.note_policy_maker() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO policy_maker (tenant_id, version_id, user_id)
    SELECT NEW.tenant_id, NEW.id, NEW.author_id
    UNION
    SELECT m.tenant_id, NEW.id, m.user_id FROM policy_maker m JOIN policy_version v ON v.tenant_id = m.tenant_id AND v.id = m.version_id
    WHERE m.tenant_id = NEW.tenant_id AND m.version_id = NEW.based_on_id AND v.state = 'Returned';
  ELSIF (NEW.title, NEW.text) IS DISTINCT FROM (OLD.title, OLD.text) AND app.uid() IS NOT NULL THEN
    INSERT INTO policy_maker (tenant_id, version_id, user_id) VALUES (NEW.tenant_id, NEW.id, app.uid()) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER note_maker AFTER INSERT OR UPDATE ON policy_version FOR EACH ROW EXECUTE FUNCTION app.note_policy_maker();

-- Notes and confirmations are part of what is reviewed: they change while the version is a draft, and carry the name of who wrote them.
CREATE FUNCTION app.guard_policy_work() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  version_state text;
  part record;
BEGIN
  part := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  IF TG_OP = 'UPDATE' AND (NEW.tenant_id, NEW.version_id) IS DISTINCT FROM (OLD.tenant_id, OLD.version_id) THEN
    PERFORM app.refuse('MI002', '说明和确认不能移到另一份政策。');
  END IF;
  SELECT v.state INTO version_state FROM policy_version v WHERE v.tenant_id = part.tenant_id AND v.id = part.version_id FOR SHARE;
  IF version_state IS DISTINCT FROM 'Draft' AND (TG_OP <> 'DELETE' OR version_state IS NOT NULL) THEN
    PERFORM app.refuse('MI002', '政策提交复核后，说明和确认不能修改，请先退回或撤回。');
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.by_user IS DISTINCT FROM app.uid() THEN
    PERFORM app.refuse('MI003', '只能以本人的名义办理，不能代他人签章。');
  END IF;
  RETURN part;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON policy_note FOR EACH ROW EXECUTE FUNCTION app.guard_policy_work();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON policy_confirmation FOR EACH ROW EXECUTE FUNCTION app.guard_policy_work();

CREATE FUNCTION app.guard_policy_opinion() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.check_stamp(NULL, NEW.by_user);
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON policy_opinion FOR EACH ROW EXECUTE FUNCTION app.guard_policy_opinion();

-- A version rests on published versions of the bureaus above, and this is settled by the publication.
CREATE FUNCTION app.guard_policy_basis() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM policy_version v WHERE v.tenant_id = NEW.tenant_id AND v.id = NEW.version_id AND v.state = 'Published') THEN
    PERFORM app.refuse('MI001', '政策发布时才确定所依据的上级版本。');
  END IF;
  IF NOT NEW.issuer_tenant_id = ANY (app.ancestor_ids()) OR NOT EXISTS (
       SELECT FROM policy_version v WHERE v.tenant_id = NEW.issuer_tenant_id AND v.id = NEW.issuer_version_id AND v.published_at IS NOT NULL) THEN
    PERFORM app.refuse('MI005', '所依据的上级政策不存在或没有发布，请刷新后再试。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON policy_basis FOR EACH ROW EXECUTE FUNCTION app.guard_policy_basis();

CREATE OR REPLACE FUNCTION app.guard_filing() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'Draft' THEN
      PERFORM app.refuse('MI002', '已备案的材料不能删除。');
    END IF;
    RETURN OLD;
  END IF;

  IF TG_OP = 'INSERT' THEN
    PERFORM app.check_stamp(NULL, NEW.created_by), app.check_stamp(NULL, NEW.filed_by);
    IF NEW.state NOT IN ('Draft', 'Filed') OR NOT NEW.recipient_tenant_id = ANY (app.ancestor_ids()) THEN
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
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('Draft', 'Filed'), ('Filed', 'Withdrawn'), ('Filed', 'Superseded')) THEN
    PERFORM app.refuse('MI001', '备案的当前状态不允许这一步，请刷新后再试。');
  END IF;
  PERFORM app.check_stamp(OLD.filed_by, NEW.filed_by);
  RETURN NEW;
END
$$;

-- Only the bureau that a filing was sent to decides on it, once, and in its own name.
CREATE FUNCTION app.guard_filing_decision() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.check_stamp(NULL, NEW.by_user);
  IF NEW.act = 'Return' AND NEW.comment !~ '\S' IS NOT FALSE THEN
    PERFORM app.refuse('MI005', '退回备案必须写明意见，说明需要改正的内容。');
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('filing_decision/' || NEW.filing_id, 0));
  IF NOT EXISTS (SELECT FROM filing f WHERE f.tenant_id = NEW.filer_tenant_id AND f.id = NEW.filing_id AND f.recipient_tenant_id = NEW.tenant_id AND f.state = 'Filed') THEN
    PERFORM app.refuse('MI005', '这份备案不存在、已撤回或已有新版本，请刷新后再试。');
  END IF;
  IF EXISTS (SELECT FROM filing_decision d WHERE d.tenant_id = NEW.tenant_id AND d.filer_tenant_id = NEW.filer_tenant_id AND d.filing_id = NEW.filing_id
             AND (d.act IN ('Accept', 'Return') OR NEW.act = 'Receive')) THEN
    PERFORM app.refuse('MI001', '这份备案已经办理过这一步，请刷新后查看。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON filing_decision FOR EACH ROW EXECUTE FUNCTION app.guard_filing_decision();

GRANT EXECUTE ON FUNCTION app.note_policy_maker(), app.guard_policy_work(), app.guard_policy_opinion(), app.guard_policy_basis(), app.guard_filing_decision() TO medinsure_app;
