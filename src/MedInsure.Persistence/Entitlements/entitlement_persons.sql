-- Everything that a run takes from the tables, in one statement: one state of rosters and payments, whatever is committed meanwhile. In the order of the persons.
-- SubsidyEntitlement (Rules) says the same person by person. $1 month, $2 coverage year, $3 ages at which a class begins, $4 the day that ages are told for, the others the categories
WITH
held AS (
  -- A category that is not among them has a bit of its own and is named below. since_n: the first month in a timed category, twice, and one more where it was 年度内新增.
  SELECT m.person_id, bit_or(CASE m.category/*bits*/ ELSE 1::bigint << 62 END) AS held/*since*/
  FROM membership m
  WHERE m.tenant_id = app.tid() AND m.from_month <= $1 AND (m.until_month IS NULL OR m.until_month >= $1)
  GROUP BY m.person_id),
paid AS (
/*paid*/
)
SELECT p.id, p.region_code, coalesce(h.held, 0), /*age*/, coalesce(d.fen, 0),
  CASE WHEN h.held >> 62 <> 0 THEN (
    SELECT array_agg(DISTINCT f.category ORDER BY f.category) FROM membership f
    WHERE f.tenant_id = app.tid() AND f.person_id = p.id AND f.from_month <= $1 AND (f.until_month IS NULL OR f.until_month >= $1) AND f.category <> ALL (ARRAY[/*known*/]::text[])) END/*sinces*/
FROM person p LEFT JOIN held h ON h.person_id = p.id LEFT JOIN paid d ON d.person_id = p.id
-- Who has no identity in the month counts only if something was paid.
WHERE p.tenant_id = app.tid() AND (h.held IS NOT NULL OR d.fen > 0)
ORDER BY p.id
