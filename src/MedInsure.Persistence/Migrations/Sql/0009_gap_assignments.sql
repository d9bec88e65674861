-- Who in the office looks for what a gap lacks; and the bureaus below read the date that a bureau above has set for their filings.
ALTER TABLE gap_assignment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON gap_assignment USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid());
GRANT SELECT, INSERT ON gap_assignment TO medinsure_app;
CREATE TRIGGER guard BEFORE INSERT ON gap_assignment FOR EACH ROW EXECUTE FUNCTION app.guard_deadline();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON gap_assignment EXECUTE FUNCTION app.refuse_change();

-- Only what is for them: of the kind 备案, and of a bureau above. Another date of the office stays its own.
CREATE POLICY filing_date_to_descendants ON office_deadline FOR SELECT
  USING (kind = 'Filing' AND tenant_id = ANY ((SELECT app.ancestor_ids())::int[]));
