-- The file's rows against the state of one authority, as sets; RosterComparison (Rules) says the same row by row.
-- $1 batch, $2 authority, $3 month, $4 absent are cancelled, $5 new from (null: nobody is new), $6 regions (empty: the whole bureau), $7 rows may repeat a person and category
WITH
-- Of the rows of a person the first that does not cancel says who he is; in the order of the numbers, in which the changes are written too.
spoken AS NOT MATERIALIZED (
  SELECT r.*, first_value(r.name) OVER person AS said_name, first_value(r.region_code) OVER person AS said_region,
         first_value(r.town) OVER person AS said_town, first_value(r.village) OVER person AS said_village
  FROM pg_temp.roster_row r
  WINDOW person AS (PARTITION BY r.id_number ORDER BY r.cancels, r.row_number ROWS UNBOUNDED PRECEDING)),
-- Of two rows of one person and category the first counts. A file that was checked has no two.
wanted AS (
  SELECT * FROM (SELECT DISTINCT ON (x.id_number, x.category) x.* FROM spoken x ORDER BY x.id_number, x.category, x.row_number) AS first WHERE $7
  UNION ALL SELECT x.* FROM spoken x WHERE NOT $7),
last AS (
  SELECT DISTINCT ON (m.person_id, m.category) m.person_id, m.category, m.from_month, m.until_month, m.identified, m.is_new, m.cancelled_by
  FROM public.membership m WHERE m.tenant_id = app.tid() AND m.authority = $2 ORDER BY m.person_id, m.category, m.from_month DESC),
known AS (
  SELECT p.id_number, p.born, l.* FROM last l JOIN public.person p ON p.tenant_id = app.tid() AND p.id = l.person_id),
-- One row for each identity that the file or the state speaks of.
pair AS (
  SELECT coalesce(w.id_number, k.id_number) AS id_number, coalesce(w.category, k.category) AS category, w.row_number, w.identified, w.said_name, w.said_region, w.said_town, w.said_village, coalesce(w.born, k.born) AS born,
         w.id_number IS NOT NULL AND NOT w.cancels AS held,
         coalesce(w.cancels, false) AS cancels, w.id_number IS NULL AND $4 AS absent,
         CASE WHEN w.cancels THEN coalesce(w.cancelled_month, $3) ELSE $3 END AS cancelled_month,
         k.from_month AS last_from, k.until_month AS last_until, k.identified AS last_identified, k.is_new AS last_is_new, k.cancelled_by AS last_cancelled_by,
         date_part('year', w.identified)::int * 12 + date_part('month', w.identified)::int - 1 AS identified_month
  FROM wanted w FULL JOIN known k ON k.id_number = w.id_number AND k.category = w.category),
judged AS (
  SELECT q.*, p.name AS known_name, p.region_code AS known_region, p.town AS known_town, p.village AS known_village, place.town, place.village,
         CASE WHEN q.held AND q.last_from IS NULL THEN 'Added'
              WHEN q.held AND q.last_until IS NOT NULL THEN 'Restored'
              WHEN q.held THEN CASE WHEN (q.said_name, q.said_region, place.town, place.village, q.identified) IS DISTINCT FROM (p.name, p.region_code, p.town, p.village, q.last_identified) THEN 'Changed' END
              -- A file of some counties speaks of who lives there, and of whom it says so.
              WHEN q.last_from IS NOT NULL AND q.last_until IS NULL
                AND (q.cancels OR q.absent AND (cardinality($6::text[]) = 0 OR p.region_code = ANY ($6::text[]) OR coalesce(s.region_code = ANY ($6::text[]), false))) THEN 'Cancelled' END AS kind,
         -- 恢复 of what was cancelled for this very month: the identity goes on without a gap.
         q.held AND (q.last_until IS NULL OR q.last_until >= $3 - 1) AND q.last_from IS NOT NULL AS goes_on,
         CASE WHEN q.identified_month <= $3 AND (q.last_from IS NULL OR q.identified_month > q.last_until) THEN q.identified_month ELSE $3 END AS begins
  FROM pair q LEFT JOIN public.person p ON p.tenant_id = app.tid() AND p.id_number = q.id_number
  -- A row without town and village says nothing of them: what is known of somebody who stays in the county stands.
  CROSS JOIN LATERAL (SELECT q.said_town = '' AND q.said_village = '' AND q.said_region = p.region_code AS stays) AS who
  CROSS JOIN LATERAL (SELECT CASE WHEN who.stays THEN p.town ELSE q.said_town END AS town, CASE WHEN who.stays THEN p.village ELSE q.said_village END AS village) AS place
  LEFT JOIN (SELECT DISTINCT ON (r.id_number) r.id_number, r.region_code FROM pg_temp.roster_row r WHERE NOT r.cancels ORDER BY r.id_number, r.row_number) AS s
    ON cardinality($6::text[]) > 0 AND q.absent AND s.id_number = q.id_number)
INSERT INTO public.roster_change (tenant_id, batch_id, id_number, category, kind, row_number, name, region_code, town, village, born, identified, from_month, until_month, is_new,
  name_before, region_before, town_before, village_before, identified_before, until_before, cancelled_by_before)
SELECT app.tid(), $1, j.id_number, j.category, j.kind, j.row_number,
       CASE WHEN j.held THEN j.said_name ELSE j.known_name END, CASE WHEN j.held THEN j.said_region ELSE j.known_region END,
       CASE WHEN j.held THEN j.town ELSE j.known_town END, CASE WHEN j.held THEN j.village ELSE j.known_village END, j.born,
       CASE WHEN j.held THEN j.identified ELSE j.last_identified END,
       CASE WHEN j.goes_on OR j.kind = 'Cancelled' THEN j.last_from ELSE j.begins END,
       CASE WHEN j.kind = 'Cancelled' THEN greatest(j.last_from, j.cancelled_month - 1) END,
       CASE WHEN j.goes_on OR j.kind = 'Cancelled' THEN j.last_is_new ELSE coalesce(j.begins >= $5, false) AND (j.last_from IS NULL OR j.last_is_new OR j.last_until < $5) END,
       j.known_name, j.known_region, j.known_town, j.known_village,
       CASE WHEN j.goes_on OR j.kind = 'Cancelled' THEN j.last_identified END,
       CASE WHEN j.goes_on AND j.kind = 'Restored' THEN j.last_until END,
       CASE WHEN j.goes_on AND j.kind = 'Restored' THEN j.last_cancelled_by END
FROM judged j WHERE j.kind IS NOT NULL
