-- The owner is behind the wall as well (FORCE): it writes as the bureau whose rows these are, for this transaction only.
SELECT set_config('app.tenant_id', (SELECT id::text FROM tenant WHERE code = 'henan'), true);

INSERT INTO pooling_region (tenant_id, insurance, name, seat, valid_from, source)
SELECT DISTINCT app.tid(), insurance, unit, seat, DATE '2020-01-01', source
FROM loaded
ON CONFLICT (tenant_id, insurance, seat, valid_from) DO UPDATE SET (name, source) = (EXCLUDED.name, EXCLUDED.source)
WHERE (pooling_region.name, pooling_region.source) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.source);

INSERT INTO pooling_member (tenant_id, pooling_region_id, region_code, insurance, valid_from, valid_to)
SELECT app.tid(), unit.id, loaded.member, loaded.insurance, loaded.valid_from::date, loaded.valid_to::date
FROM loaded
JOIN pooling_region unit ON unit.tenant_id = app.tid() AND unit.insurance = loaded.insurance AND unit.seat = loaded.seat
ON CONFLICT (tenant_id, pooling_region_id, region_code, valid_from) DO NOTHING;

SELECT set_config('app.tenant_id', '', true);
