-- Headcounts: the history writes itself.
CREATE FUNCTION app.record_headcount_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO headcount_change (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons_before, persons_after, source, import_batch_id)
    SELECT tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, NULL, persons, source, import_batch_id FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO headcount_change (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons_before, persons_after, source, import_batch_id)
    SELECT tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons, NULL, NULL, NULL FROM old_rows;
  ELSE
    INSERT INTO headcount_change (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons_before, persons_after, source, import_batch_id)
    SELECT n.tenant_id, n.funding_year, n.region_code, n.basis, n.enrolment_basis, n.as_of, o.persons, n.persons, n.source, n.import_batch_id
    FROM new_rows n JOIN old_rows o USING (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of)
    WHERE (n.persons, n.is_sample, n.source, n.import_batch_id) IS DISTINCT FROM (o.persons, o.is_sample, o.source, o.import_batch_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER history_insert AFTER INSERT ON headcount REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.record_headcount_change();
CREATE TRIGGER history_update AFTER UPDATE ON headcount REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.record_headcount_change();
CREATE TRIGGER history_delete AFTER DELETE ON headcount REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.record_headcount_change();

-- A headcount's key does not change: another region or day is another row.
CREATE FUNCTION app.keep_headcount_key() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.refuse('MI002', '参保人数的年度、区划、口径和日期不能修改，请删除后重新录入。');
  RETURN NULL;
END
$$;
CREATE TRIGGER keep_key BEFORE UPDATE ON headcount FOR EACH ROW
  WHEN ((NEW.tenant_id, NEW.funding_year, NEW.region_code, NEW.basis, NEW.enrolment_basis, NEW.as_of)
        IS DISTINCT FROM (OLD.tenant_id, OLD.funding_year, OLD.region_code, OLD.basis, OLD.enrolment_basis, OLD.as_of))
  EXECUTE FUNCTION app.keep_headcount_key();

GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO medinsure_app;
