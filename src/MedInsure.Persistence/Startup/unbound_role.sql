-- Why row-level security would not bind this session, in words; null when it does. Both the role that signed in and the one in force count.
SELECT string_agg(reason, '；' ORDER BY reason)
FROM (
  SELECT format('角色 %I 是超级用户', rolname) FROM pg_roles WHERE rolname IN (session_user, current_user) AND rolsuper
  UNION
  SELECT format('角色 %I 可以绕过行级安全（BYPASSRLS）', rolname) FROM pg_roles WHERE rolname IN (session_user, current_user) AND rolbypassrls
  UNION
  SELECT format('角色 %I 可以创建角色', rolname) FROM pg_roles WHERE rolname IN (session_user, current_user) AND rolcreaterole
  UNION
  SELECT format('角色 %I 是本库数据表的所有者，或是所有者的成员', r.rolname)
  FROM pg_roles r, pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE r.rolname IN (session_user, current_user) AND n.nspname IN ('public', 'app') AND c.relkind IN ('r', 'p', 'v', 'm')
    AND pg_has_role(r.oid, c.relowner, 'MEMBER')
  UNION
  SELECT format('角色 %I 是本库的所有者，或是所有者的成员', r.rolname)
  FROM pg_roles r, pg_database d
  WHERE r.rolname IN (session_user, current_user) AND d.datname = current_database() AND pg_has_role(r.oid, d.datdba, 'MEMBER')
) AS found (reason);
