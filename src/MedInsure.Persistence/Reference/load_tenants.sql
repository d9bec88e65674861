INSERT INTO tenant AS t (id, code, name, short_name, parent_id, level, root_region)
SELECT id::int, code, name, short_name, parent_id::int, level, root_region
FROM loaded
ON CONFLICT (id) DO UPDATE SET
  (code, name, short_name, parent_id, level, root_region) =
  (EXCLUDED.code, EXCLUDED.name, EXCLUDED.short_name, EXCLUDED.parent_id, EXCLUDED.level, EXCLUDED.root_region)
WHERE (t.code, t.name, t.short_name, t.parent_id, t.level, t.root_region)
  IS DISTINCT FROM (EXCLUDED.code, EXCLUDED.name, EXCLUDED.short_name, EXCLUDED.parent_id, EXCLUDED.level, EXCLUDED.root_region);
