-- The gate: everything in the catalog that could let one bureau reach another's rows, as (fault, object). It returns no row in a sound
-- database. A table of no bureau, a policy that crosses bureaus and a key that names another bureau must be on the lists here.
WITH
global_table (name) AS (VALUES ('tenant'), ('region'), ('region_revision'), ('migration_history'), ('data_protection_key')),
crossing_policy (relation, name) AS (VALUES
  ('policy_version', 'published_to_descendants'), ('filing', 'filed_to_recipient'), ('policy_reliance', 'reliance_to_issuer'),
  ('filing_decision', 'decision_to_filer'), ('office_deadline', 'filing_date_to_descendants'),
  ('document', 'library_to_descendants'), ('document_relation', 'library_to_descendants'), ('document_clause', 'library_to_descendants'),
  ('document_clause_past', 'library_to_descendants'), ('document_mark', 'library_to_descendants'),
  ('document_attachment', 'library_to_descendants'), ('document_attachment_content', 'library_to_descendants')),
crossing_key (name) AS (VALUES
  ('fk_run_policy_issuer_tenant_id_policy_version_id'), ('fk_policy_reliance_issuer_tenant_id_policy_version_id'),
  ('fk_policy_basis_issuer_tenant_id_issuer_version_id'), ('fk_filing_decision_filer_tenant_id_filing_id')),
program (name) AS (VALUES ('medinsure_app')),
-- The wall as PostgreSQL writes it: asked once a row, or once a statement.
wall (condition) AS (VALUES ('(tenant_id = app.tid())'), ('(tenant_id = ( SELECT app.tid() AS tid))')),

ours AS (
  SELECT c.oid, c.relname, c.relkind, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity, c.relispartition, c.reloptions,
         format('%I.%I', n.nspname, c.relname) AS shown
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
),
bureau_table AS (
  SELECT o.*, (SELECT a.attnum FROM pg_attribute a WHERE a.attrelid = o.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped AND a.attnotnull) AS tenant
  FROM ours o
  WHERE o.relkind IN ('r', 'p') AND o.relname NOT IN (SELECT name FROM global_table)
),
our_function AS (
  SELECT p.*, format('%I.%I', n.nspname, p.proname) AS shown
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
)

SELECT 'table without tenant_id' AS fault, shown AS object FROM bureau_table WHERE tenant IS NULL
UNION ALL
SELECT 'row-level security is off', shown FROM bureau_table WHERE NOT relrowsecurity
UNION ALL
SELECT 'row-level security does not bind the owner (FORCE)', shown FROM bureau_table WHERE NOT relforcerowsecurity
UNION ALL
SELECT 'no policy tenant_id = app.tid() for reading and writing', t.shown
FROM bureau_table t
WHERE NOT EXISTS (
  SELECT FROM pg_policy p
  WHERE p.polrelid = t.oid AND p.polpermissive AND p.polcmd = '*' AND p.polroles = '{0}'
    AND pg_get_expr(p.polqual, p.polrelid) IN (SELECT condition FROM wall) AND pg_get_expr(p.polwithcheck, p.polrelid) IN (SELECT condition FROM wall))
UNION ALL
SELECT 'policy that is not on the list', format('%s: %s', t.shown, p.polname)
FROM bureau_table t JOIN pg_policy p ON p.polrelid = t.oid
-- One that restricts only takes away from what the others give.
WHERE p.polpermissive AND NOT (p.polcmd = '*' AND pg_get_expr(p.polqual, p.polrelid) IN (SELECT condition FROM wall) AND pg_get_expr(p.polwithcheck, p.polrelid) IN (SELECT condition FROM wall))
  AND NOT (p.polcmd = 'r' AND (t.relname, p.polname) IN (SELECT relation, name FROM crossing_policy))
UNION ALL
SELECT 'key that does not begin with tenant_id', format('%s: %s', t.shown, i.indexrelid::regclass)
FROM bureau_table t JOIN pg_index i ON i.indrelid = t.oid
WHERE (i.indisunique OR i.indisexclusion) AND i.indkey[0] IS DISTINCT FROM t.tenant
UNION ALL
SELECT 'foreign key that can point into another bureau', format('%s: %s', t.shown, k.conname)
FROM bureau_table t JOIN pg_constraint k ON k.contype = 'f' AND k.conrelid = t.oid
JOIN bureau_table other ON other.oid = k.confrelid
WHERE NOT EXISTS (SELECT FROM generate_subscripts(k.conkey, 1) i WHERE k.conkey[i] = t.tenant AND k.confkey[i] = other.tenant)
  AND k.conname NOT IN (SELECT name FROM crossing_key)
UNION ALL
SELECT 'view that reads with its owner''s rights (no security_invoker)', shown FROM ours
WHERE relkind = 'v' AND NOT coalesce(reloptions && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
UNION ALL
SELECT 'materialized view', shown FROM ours WHERE relkind = 'm'
UNION ALL
SELECT 'foreign table', shown FROM ours WHERE relkind = 'f'
UNION ALL
SELECT 'function with its owner''s rights (SECURITY DEFINER)', shown FROM our_function WHERE prosecdef
UNION ALL
SELECT 'function declared leakproof', shown FROM our_function WHERE proleakproof
UNION ALL
SELECT 'trigger function without a fixed search_path', shown FROM our_function
WHERE prorettype = 'trigger'::regtype AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting WHERE setting LIKE 'search\_path=%')
UNION ALL
SELECT 'trigger that is switched off', format('%s: %s', o.shown, g.tgname) FROM ours o JOIN pg_trigger g ON g.tgrelid = o.oid WHERE g.tgenabled IN ('D', 'R')
UNION ALL
SELECT 'partition with rights of its own', shown FROM bureau_table WHERE relispartition AND EXISTS (SELECT FROM aclexplode(relacl) a WHERE a.grantee <> relowner)
UNION ALL
SELECT 'right for everybody (PUBLIC)', format('%s: %s', o.shown, a.privilege_type) FROM ours o, aclexplode(o.relacl) a WHERE a.grantee = 0
UNION ALL
SELECT 'right that the program must not have', format('%s: %s', o.shown, a.privilege_type)
FROM ours o, aclexplode(o.relacl) a, pg_roles r, program
WHERE r.rolname = program.name AND a.grantee = r.oid
  AND (a.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN') OR a.is_grantable
    OR (o.relname IN (SELECT name FROM global_table) AND a.privilege_type <> 'SELECT' AND (o.relname, a.privilege_type) <> ('data_protection_key', 'INSERT')))
UNION ALL
SELECT 'object of the program''s role', o.shown FROM ours o JOIN pg_roles r ON r.oid = o.relowner JOIN program ON program.name = r.rolname
UNION ALL
SELECT 'table whose owner row-level security cannot bind', o.shown FROM ours o JOIN pg_roles r ON r.oid = o.relowner
WHERE o.relkind IN ('r', 'p') AND (r.rolsuper OR r.rolbypassrls)
UNION ALL
SELECT 'program role with a power', format('%s: %s', r.rolname, power)
FROM program JOIN pg_roles r ON r.rolname = program.name,
     LATERAL (VALUES ('SUPERUSER', r.rolsuper), ('BYPASSRLS', r.rolbypassrls), ('CREATEROLE', r.rolcreaterole), ('CREATEDB', r.rolcreatedb), ('REPLICATION', r.rolreplication)) AS p (power, has)
WHERE has
UNION ALL
SELECT 'program role that is a member of another', format('%s: %s', r.rolname, m.roleid::regrole)
FROM program JOIN pg_roles r ON r.rolname = program.name JOIN pg_auth_members m ON m.member = r.oid
UNION ALL
SELECT 'program role that can create in a schema', n.nspname
FROM program JOIN pg_roles r ON r.rolname = program.name, pg_namespace n
WHERE n.nspname NOT LIKE 'pg\_%' AND has_schema_privilege(r.oid, n.oid, 'CREATE')
UNION ALL
SELECT 'rights given in advance', format('%s: %s', d.defaclrole::regrole, a.privilege_type) FROM pg_default_acl d, aclexplode(d.defaclacl) a WHERE a.grantee <> d.defaclrole
ORDER BY 1, 2;
