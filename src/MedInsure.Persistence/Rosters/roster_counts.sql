-- Open identities of the authority by county and category: before, and after what the batch changes. $1 batch, $2 authority
WITH
held AS NOT MATERIALIZED (
  SELECT p.id_number, p.region_code, m.category
  FROM public.membership m JOIN public.person p ON p.tenant_id = m.tenant_id AND p.id = m.person_id
  WHERE m.tenant_id = app.tid() AND m.authority = $2 AND m.until_month IS NULL),
change AS NOT MATERIALIZED (SELECT c.* FROM public.roster_change c WHERE c.tenant_id = app.tid() AND c.batch_id = $1),
mover AS (SELECT DISTINCT c.id_number, c.region_before, c.region_code FROM change c WHERE c.kind <> 'Cancelled' AND c.region_before <> c.region_code),
-- Who moves takes along all identities, also those that an increment does not speak of.
moved AS (
  SELECT v.region_before, v.region_code, h.category, count(*) AS rows FROM mover v JOIN held h ON h.id_number = v.id_number
  WHERE NOT EXISTS (SELECT FROM change c WHERE c.id_number = h.id_number AND c.category = h.category AND c.kind = 'Cancelled') GROUP BY v.region_before, v.region_code, h.category),
part AS (
  SELECT h.region_code, h.category, count(*) AS before, count(*) AS after, 0::bigint AS added, 0::bigint AS changed, 0::bigint AS cancelled, 0::bigint AS restored FROM held h GROUP BY h.region_code, h.category
  UNION ALL
  SELECT c.region_code, c.category, 0, sum(CASE WHEN c.kind IN ('Added', 'Restored') THEN c.rows WHEN c.kind = 'Cancelled' THEN -c.rows ELSE 0 END),
         coalesce(sum(c.rows) FILTER (WHERE c.kind = 'Added'), 0), coalesce(sum(c.rows) FILTER (WHERE c.kind = 'Changed'), 0), coalesce(sum(c.rows) FILTER (WHERE c.kind = 'Cancelled'), 0), coalesce(sum(c.rows) FILTER (WHERE c.kind = 'Restored'), 0)
  FROM (SELECT x.region_code, x.category, x.kind, count(*)::bigint AS rows FROM change x GROUP BY x.region_code, x.category, x.kind) AS c GROUP BY c.region_code, c.category
  UNION ALL
  SELECT m.region_before, m.category, 0, -m.rows, 0, 0, 0, 0 FROM moved m
  UNION ALL
  SELECT m.region_code, m.category, 0, m.rows, 0, 0, 0, 0 FROM moved m)
SELECT region_code, category, sum(before)::bigint, sum(after)::bigint, sum(added)::bigint, sum(changed)::bigint, sum(cancelled)::bigint, sum(restored)::bigint
FROM part GROUP BY region_code, category ORDER BY region_code COLLATE "C", category COLLATE "C"
