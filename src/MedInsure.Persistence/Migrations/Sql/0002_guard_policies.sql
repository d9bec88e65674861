-- Policies: immutable once published, written and reviewed by two people, not withdrawn under a released run.
CREATE FUNCTION app.guard_policy_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
    PERFORM app.check_stamp(NULL, NEW.author_id), app.check_stamp(NULL, NEW.reviewer_id);
    RETURN NEW;
  END IF;

  IF (NEW.tenant_id, NEW.id, NEW.funding_year, NEW.version_number, NEW.author_id, NEW.created_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.funding_year, OLD.version_number, OLD.author_id, OLD.created_at) THEN
    PERFORM app.refuse('MI002', '政策的年度、版本号和编写人不能修改。');
  END IF;
  IF OLD.published_at IS NOT NULL AND to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state' THEN
    PERFORM app.refuse('MI002', '已发布的政策不能修改。需要更正时，请发布新版本。');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
       ('Draft', 'InReview'), ('InReview', 'Draft'), ('Draft', 'Published'), ('InReview', 'Published'), ('Published', 'Superseded'), ('Published', 'Withdrawn')) THEN
    PERFORM app.refuse('MI001', '政策的当前状态不允许这一步，请刷新后再试。');
  END IF;
  IF (NEW.title, NEW.text, NEW.content_hash) IS DISTINCT FROM (OLD.title, OLD.text, OLD.content_hash) THEN
    IF OLD.state <> 'Draft' THEN
      PERFORM app.refuse('MI002', '政策提交复核后不能修改，请先退回。');
    END IF;
    -- Otherwise a reviewer could write what the reviewer then reviews.
    IF OLD.author_id IS DISTINCT FROM app.uid() THEN
      PERFORM app.refuse('MI003', '只有编写人可以修改草稿。');
    END IF;
  END IF;
  PERFORM app.check_stamp(OLD.reviewer_id, NEW.reviewer_id), app.check_stamp(OLD.publisher_id, NEW.publisher_id);
  IF NEW.state = 'Withdrawn' AND EXISTS (
       SELECT FROM policy_reliance r WHERE r.issuer_tenant_id = NEW.tenant_id AND r.policy_version_id = NEW.id) THEN
    PERFORM app.refuse('MI005', '已有发布的测算依据本政策，不能撤回。请发布新版本替代。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON policy_version FOR EACH ROW EXECUTE FUNCTION app.guard_policy_version();

-- Filings: upwards only, and unchanged once they are filed.
CREATE FUNCTION app.guard_filing() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'Draft' THEN
      PERFORM app.refuse('MI002', '已备案的材料不能删除。');
    END IF;
    RETURN OLD;
  END IF;

  IF TG_OP = 'INSERT' THEN
    PERFORM app.check_stamp(NULL, NEW.created_by), app.check_stamp(NULL, NEW.filed_by);
    IF NEW.state = 'Withdrawn' OR NOT NEW.recipient_tenant_id = ANY (app.ancestor_ids()) THEN
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
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('Draft', 'Filed'), ('Filed', 'Withdrawn')) THEN
    PERFORM app.refuse('MI001', '备案的当前状态不允许这一步，请刷新后再试。');
  END IF;
  PERFORM app.check_stamp(OLD.filed_by, NEW.filed_by);
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON filing FOR EACH ROW EXECUTE FUNCTION app.guard_filing();
