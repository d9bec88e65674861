-- What the batch changes, applied as sets. $1 batch
UPDATE roster_batch SET confirmed_by = CASE state WHEN 'AwaitingSecond' THEN app.uid() END, confirmed_at = CASE state WHEN 'AwaitingSecond' THEN clock_timestamp() END,
  state = 'Committed', committed_by = app.uid(), committed_at = clock_timestamp()
WHERE tenant_id = app.tid() AND id = $1;

-- Batches of other authorities may have come between; they share the persons, not the identities.
SELECT app.refuse('MI005', '比对之后，名单中有人员的姓名或区划又被其他名单改动，请重新比对后再入库。')
WHERE EXISTS (
  SELECT FROM roster_change c LEFT JOIN person p ON p.tenant_id = c.tenant_id AND p.id_number = c.id_number
  WHERE c.tenant_id = app.tid() AND c.batch_id = $1
    AND (p.name, p.region_code, p.town, p.village) IS DISTINCT FROM (c.name_before, c.region_before, c.town_before, c.village_before));

INSERT INTO person (tenant_id, id_number, name, region_code, town, village, born)
SELECT DISTINCT ON (c.id_number) c.tenant_id, c.id_number, c.name, c.region_code, c.town, c.village, c.born
FROM roster_change c WHERE c.tenant_id = app.tid() AND c.batch_id = $1 AND c.name_before IS NULL ORDER BY c.id_number;

UPDATE person p SET name = c.name, region_code = c.region_code, town = c.town, village = c.village
FROM (SELECT DISTINCT ON (x.id_number) x.* FROM roster_change x
      WHERE x.tenant_id = app.tid() AND x.batch_id = $1 AND x.kind <> 'Cancelled' AND x.name_before IS NOT NULL
        AND (x.name, x.region_code, x.town, x.village) IS DISTINCT FROM (x.name_before, x.region_before, x.town_before, x.village_before) ORDER BY x.id_number) c
WHERE p.tenant_id = c.tenant_id AND p.id_number = c.id_number;

INSERT INTO membership (tenant_id, person_id, category, authority, from_month, identified, is_new, added_by)
SELECT c.tenant_id, p.id, c.category, (SELECT b.authority FROM roster_batch b WHERE b.tenant_id = app.tid() AND b.id = $1), c.from_month, c.identified, c.is_new, c.batch_id
FROM roster_change c JOIN person p ON p.tenant_id = c.tenant_id AND p.id_number = c.id_number
WHERE c.tenant_id = app.tid() AND c.batch_id = $1 AND c.kind IN ('Added', 'Restored') AND c.until_before IS NULL;

-- Persons first, as in roster_undo.sql.
WITH due AS MATERIALIZED (
  SELECT p.id AS person_id, c.category, b.authority, c.from_month, c.identified, c.until_month, CASE c.kind WHEN 'Cancelled' THEN b.id END AS cancelled_by
  FROM roster_change c JOIN roster_batch b ON b.tenant_id = c.tenant_id AND b.id = c.batch_id JOIN person p ON p.tenant_id = c.tenant_id AND p.id_number = c.id_number
  WHERE c.tenant_id = app.tid() AND c.batch_id = $1 AND (c.kind IN ('Changed', 'Cancelled') OR c.until_before IS NOT NULL))
UPDATE membership m SET identified = d.identified, until_month = d.until_month, cancelled_by = d.cancelled_by
FROM due d
WHERE m.tenant_id = app.tid() AND m.person_id = d.person_id AND m.category = d.category AND m.authority = d.authority AND m.from_month = d.from_month
