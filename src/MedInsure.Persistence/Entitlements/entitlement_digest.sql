-- Hashes over all rows of a run in the order of the persons: what went in, and what came out. Block by block of the key, so that rows come in order without a sort and no text grows with the roster. $1 run
SELECT encode(sha256(coalesce(string_agg(b.went_in, ''::bytea ORDER BY b.block), '')), 'hex'), encode(sha256(coalesce(string_agg(b.came_out, ''::bytea ORDER BY b.block), '')), 'hex')
FROM (
  SELECT block, x.went_in, x.came_out
  FROM (SELECT min(k.person_id) >> 16 AS first, max(k.person_id) >> 16 AS last FROM entitlement k WHERE k.tenant_id = app.tid() AND k.run_id = $1) AS r, generate_series(r.first, r.last) AS block,
  LATERAL (
    SELECT sha256(string_agg(record_send(ROW (e.person_id, e.region_code, e.choice_id, e.paid_fen, e.identified_month)), ''::bytea)) AS went_in,
           sha256(string_agg(record_send(ROW (e.person_id, e.state, e.difference_fen, e.enrol_month, e.pay_month)), ''::bytea)) AS came_out
    FROM (SELECT q.* FROM /*rows*/ AS q WHERE q.person_id >= block << 16 AND q.person_id < (block + 1) << 16 ORDER BY q.person_id) AS e) AS x
  WHERE x.went_in IS NOT NULL) AS b
