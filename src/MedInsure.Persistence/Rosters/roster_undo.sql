-- The state as it was before the batch. $1 batch
UPDATE roster_batch SET state = 'Undone', undone_by = app.uid(), undone_at = clock_timestamp() WHERE tenant_id = app.tid() AND id = $1;

SELECT app.refuse('MI005', '这批名单改动过的人员，之后又被其他名单改动，请先撤销后来的批次。')
WHERE EXISTS (
  SELECT FROM roster_change c JOIN person p ON p.tenant_id = c.tenant_id AND p.id_number = c.id_number
  WHERE c.tenant_id = app.tid() AND c.batch_id = $1 AND c.kind <> 'Cancelled' AND c.name_before IS NOT NULL
    AND (c.name, c.region_code, c.town, c.village) IS DISTINCT FROM (c.name_before, c.region_before, c.town_before, c.village_before)
    AND (p.name, p.region_code, p.town, p.village) IS DISTINCT FROM (c.name, c.region_code, c.town, c.village));

-- Persons first, then identities by all of their key: without statistics the two were joined by category and month alone, which is each with each.
WITH due AS MATERIALIZED (
  SELECT p.id AS person_id, c.category, b.authority, c.from_month
  FROM roster_change c JOIN roster_batch b ON b.tenant_id = c.tenant_id AND b.id = c.batch_id JOIN person p ON p.tenant_id = c.tenant_id AND p.id_number = c.id_number
  WHERE c.tenant_id = app.tid() AND c.batch_id = $1 AND c.kind IN ('Added', 'Restored') AND c.until_before IS NULL)
DELETE FROM membership m USING due d
WHERE m.tenant_id = app.tid() AND m.person_id = d.person_id AND m.category = d.category AND m.authority = d.authority AND m.from_month = d.from_month;

WITH due AS MATERIALIZED (
  SELECT p.id AS person_id, c.category, b.authority, c.from_month, c.identified_before, c.until_before, c.cancelled_by_before
  FROM roster_change c JOIN roster_batch b ON b.tenant_id = c.tenant_id AND b.id = c.batch_id JOIN person p ON p.tenant_id = c.tenant_id AND p.id_number = c.id_number
  WHERE c.tenant_id = app.tid() AND c.batch_id = $1 AND (c.kind IN ('Changed', 'Cancelled') OR c.until_before IS NOT NULL))
UPDATE membership m SET identified = d.identified_before, until_month = d.until_before, cancelled_by = d.cancelled_by_before
FROM due d
WHERE m.tenant_id = app.tid() AND m.person_id = d.person_id AND m.category = d.category AND m.authority = d.authority AND m.from_month = d.from_month;

UPDATE person p SET name = c.name_before, region_code = c.region_before, town = c.town_before, village = c.village_before
FROM (SELECT DISTINCT ON (x.id_number) x.* FROM roster_change x
      WHERE x.tenant_id = app.tid() AND x.batch_id = $1 AND x.kind <> 'Cancelled' AND x.name_before IS NOT NULL
        AND (x.name, x.region_code, x.town, x.village) IS DISTINCT FROM (x.name_before, x.region_before, x.town_before, x.village_before) ORDER BY x.id_number) c
WHERE p.tenant_id = c.tenant_id AND p.id_number = c.id_number;

-- Whoever has no identity left was there through this batch, or through one that was undone before; whom a payment or a run of 资助认定 names stays, and what they
-- say of him stays readable.
DELETE FROM person p USING (SELECT DISTINCT x.tenant_id, x.id_number FROM roster_change x WHERE x.tenant_id = app.tid() AND x.batch_id = $1 AND x.kind = 'Added') c
WHERE p.tenant_id = c.tenant_id AND p.id_number = c.id_number AND NOT EXISTS (SELECT FROM membership m WHERE m.tenant_id = p.tenant_id AND m.person_id = p.id)
  AND NOT EXISTS (SELECT FROM payment_item i WHERE i.tenant_id = p.tenant_id AND i.person_id = p.id)
  AND NOT EXISTS (SELECT FROM entitlement_run r JOIN entitlement e ON e.tenant_id = r.tenant_id AND e.run_id = r.id WHERE r.tenant_id = p.tenant_id AND e.person_id = p.id)
