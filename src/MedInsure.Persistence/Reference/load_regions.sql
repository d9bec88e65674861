INSERT INTO region AS r (code, name, kind, parent_code, valid_from, valid_to, fiscal_status, is_funding_unit, aliases, source)
SELECT code, name, kind, parent, valid_from::date, valid_to::date, fiscal_status, funding_unit::boolean,
       coalesce(string_to_array(nullif(aliases, ''), '|'), '{}'), source
FROM loaded
ON CONFLICT (code) DO UPDATE SET
  (name, kind, parent_code, valid_from, valid_to, fiscal_status, is_funding_unit, aliases, source) =
  (EXCLUDED.name, EXCLUDED.kind, EXCLUDED.parent_code, EXCLUDED.valid_from, EXCLUDED.valid_to, EXCLUDED.fiscal_status,
   EXCLUDED.is_funding_unit, EXCLUDED.aliases, EXCLUDED.source)
WHERE (r.name, r.kind, r.parent_code, r.valid_from, r.valid_to, r.fiscal_status, r.is_funding_unit, r.aliases, r.source)
  IS DISTINCT FROM
  (EXCLUDED.name, EXCLUDED.kind, EXCLUDED.parent_code, EXCLUDED.valid_from, EXCLUDED.valid_to, EXCLUDED.fiscal_status,
   EXCLUDED.is_funding_unit, EXCLUDED.aliases, EXCLUDED.source);
