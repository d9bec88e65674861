-- 政策文件库: a bureau writes its own, the bureaus below read it; what was marked, what a clause read before and the files themselves stay.
CREATE FUNCTION pg_temp.isolate(relation regclass, privileges text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY own_tenant ON %s USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid())', relation);
  EXECUTE format('CREATE POLICY library_to_descendants ON %s FOR SELECT USING (tenant_id = ANY ((SELECT app.ancestor_ids())::int[]))', relation);
  EXECUTE format('GRANT %s ON %s TO medinsure_app', privileges, relation);
END
$$;
SELECT pg_temp.isolate('document', 'SELECT, INSERT, UPDATE, DELETE');
SELECT pg_temp.isolate('document_relation', 'SELECT, INSERT, DELETE');
SELECT pg_temp.isolate('document_clause', 'SELECT, INSERT, UPDATE, DELETE');
SELECT pg_temp.isolate('document_clause_past', 'SELECT, INSERT');
SELECT pg_temp.isolate('document_mark', 'SELECT, INSERT');
SELECT pg_temp.isolate('document_attachment', 'SELECT, INSERT');
SELECT pg_temp.isolate('document_attachment_content', 'SELECT, INSERT');
DROP FUNCTION pg_temp.isolate(regclass, text);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_clause_past EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_mark EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_attachment EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_attachment_content EXECUTE FUNCTION app.refuse_change();

-- Whoever writes, writes in his own name; a document with marks, earlier texts or files is not removed.
CREATE FUNCTION app.guard_document() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM document_mark m WHERE m.tenant_id = OLD.tenant_id AND m.document_id = OLD.id)
       OR EXISTS (SELECT FROM document_clause_past p WHERE p.tenant_id = OLD.tenant_id AND p.document_id = OLD.id)
       OR EXISTS (SELECT FROM document_attachment a WHERE a.tenant_id = OLD.tenant_id AND a.document_id = OLD.id) THEN
      PERFORM app.refuse('MI005', '这件文件已有校对记录、修改历史或附件，不能删除；登记有误的，请修改登记内容。');
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.tenant_id, NEW.id) IS DISTINCT FROM (OLD.tenant_id, OLD.id) THEN
    PERFORM app.refuse('MI002', '文件不能移到另一机构。');
  END IF;
  IF NEW.by_user IS DISTINCT FROM app.uid() THEN
    PERFORM app.refuse('MI003', '只能以本人的名义办理，不能代他人签章。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON document FOR EACH ROW EXECUTE FUNCTION app.guard_document();

-- A clause keeps its path. Another text puts the earlier one away and is unchecked again; a clause with a history is not removed.
CREATE FUNCTION app.guard_document_clause() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  last_mark text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM document_mark m WHERE m.tenant_id = OLD.tenant_id AND m.document_id = OLD.document_id AND m.path = OLD.path)
       OR EXISTS (SELECT FROM document_clause_past p WHERE p.tenant_id = OLD.tenant_id AND p.document_id = OLD.document_id AND p.path = OLD.path) THEN
      PERFORM app.refuse('MI005', '这一条已有校对记录或修改历史，不能删除；文字有误的，请修改文字。');
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.tenant_id, NEW.id, NEW.document_id, NEW.path) IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.document_id, OLD.path) THEN
    PERFORM app.refuse('MI002', '条款的编号不能修改；编号有误的，请删除后重新添加。');
  END IF;
  IF NEW.by_user IS DISTINCT FROM app.uid() AND (TG_OP = 'INSERT' OR (NEW.text, NEW.form, NEW.by_user) IS DISTINCT FROM (OLD.text, OLD.form, OLD.by_user)) THEN
    PERFORM app.refuse('MI003', '只能以本人的名义办理，不能代他人签章。');
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.text, NEW.form) IS DISTINCT FROM (OLD.text, OLD.form) THEN
    INSERT INTO document_clause_past (tenant_id, document_id, path, text, form, by_user, at, replaced_at)
    VALUES (OLD.tenant_id, OLD.document_id, OLD.path, OLD.text, OLD.form, OLD.by_user, OLD.at, clock_timestamp());
    SELECT m.transcription INTO last_mark FROM document_mark m
    WHERE m.tenant_id = OLD.tenant_id AND m.document_id = OLD.document_id AND m.path = OLD.path ORDER BY m.id DESC LIMIT 1;
    IF last_mark IS DISTINCT FROM 'Unchecked' AND last_mark IS NOT NULL THEN
      INSERT INTO document_mark (tenant_id, document_id, path, transcription, note, by_user, at)
      VALUES (OLD.tenant_id, OLD.document_id, OLD.path, 'Unchecked', '文字已改动，退回未校对。', NEW.by_user, clock_timestamp());
    END IF;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON document_clause FOR EACH ROW EXECUTE FUNCTION app.guard_document_clause();

-- The past is written by the trigger above and by nobody else.
CREATE FUNCTION app.guard_document_past() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    PERFORM app.refuse('MI004', '条款的历史文字由系统保留，不能另行写入。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON document_clause_past FOR EACH ROW EXECUTE FUNCTION app.guard_document_past();

CREATE FUNCTION app.guard_document_mark() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.check_stamp(NULL, NEW.by_user);
  IF NEW.path <> '' AND NOT EXISTS (SELECT FROM document_clause c WHERE c.tenant_id = NEW.tenant_id AND c.document_id = NEW.document_id AND c.path = NEW.path) THEN
    PERFORM app.refuse('MI005', '这件文件没有这一条，请刷新后再试。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON document_mark FOR EACH ROW EXECUTE FUNCTION app.guard_document_mark();

CREATE FUNCTION app.guard_document_attachment() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.check_stamp(NULL, NEW.by_user);
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON document_attachment FOR EACH ROW EXECUTE FUNCTION app.guard_document_attachment();

-- The bytes are those that the attachment's row names.
CREATE FUNCTION app.guard_document_content() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM document_attachment a WHERE a.tenant_id = NEW.tenant_id AND a.id = NEW.attachment_id
                 AND a.length = length(NEW.bytes) AND a.sha256 = encode(sha256(NEW.bytes), 'hex')) THEN
    PERFORM app.refuse('MI005', '附件的内容与登记的校验码不符，没有保存，请重新上传。');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT ON document_attachment_content FOR EACH ROW EXECUTE FUNCTION app.guard_document_content();

GRANT EXECUTE ON FUNCTION app.guard_document(), app.guard_document_clause(), app.guard_document_past(), app.guard_document_mark(),
  app.guard_document_attachment(), app.guard_document_content() TO medinsure_app;
