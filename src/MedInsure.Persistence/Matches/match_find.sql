-- 人费对应: in whom roster, contribution and payment of a coverage year do not fit. Each kind stands by itself; a person may be found under several.
-- $1 coverage year, $2 counties or null for all, $3 the newest computed run of 资助认定 or null, $4 this month.
INSERT INTO pg_temp.match_found (kind, person_id, id_number, name, region_code, subsidy_fen, contribution_fen, expected_fen, since)
WITH item AS (
  SELECT i.person_id, i.amount_fen, i.contribution_fen, i.mode, i.state, i.decision_id, b.month AS pay_month, coalesce(r.month, b.month) AS roster_month
  FROM payment_item i JOIN payment_batch b ON b.tenant_id = i.tenant_id AND b.id = i.batch_id LEFT JOIN entitlement_run r ON r.tenant_id = i.tenant_id AND r.id = i.run_id
  WHERE i.tenant_id = app.tid() AND i.coverage_year = $1 AND i.state IN ('Planned', 'Sent', 'Paid')),
subsidised AS (
  SELECT item.person_id, sum(item.amount_fen)::int AS live, coalesce(sum(item.amount_fen) FILTER (WHERE item.state = 'Paid'), 0)::int AS paid,
         -- A decided 补差 is a second payment by right.
         count(*) FILTER (WHERE item.state = 'Paid' AND item.decision_id IS NULL) AS times, max(item.contribution_fen) AS standard, max(item.mode) AS mode, min(item.pay_month) AS first_month
  FROM item GROUP BY item.person_id),
contributed AS (SELECT c.id_number, c.amount_fen FROM contribution c WHERE c.tenant_id = app.tid() AND c.coverage_year = $1 AND c.cancelled_by IS NULL),
entitled AS (
  SELECT e.person_id, e.state, e.pay_month, c.amount_fen FROM entitlement e JOIN entitlement_choice c ON c.tenant_id = e.tenant_id AND c.run_id = e.run_id AND c.id = e.choice_id
  WHERE e.tenant_id = app.tid() AND e.run_id = $3 AND c.amount_fen IS NOT NULL),
one AS (
  SELECT p.id, p.id_number, p.name, p.region_code, s.live, s.paid, s.times, s.standard, s.mode, s.first_month, k.amount_fen AS contribution, e.state AS entitled_state, e.pay_month, e.amount_fen AS entitled, d.died_on
  FROM person p LEFT JOIN subsidised s ON s.person_id = p.id LEFT JOIN contributed k ON k.id_number = p.id_number LEFT JOIN entitled e ON e.person_id = p.id
  LEFT JOIN death_mark d ON d.tenant_id = p.tenant_id AND d.id_number = p.id_number AND d.revoked_by IS NULL
  WHERE p.tenant_id = app.tid() AND ($2::text[] IS NULL OR p.region_code = ANY ($2)))
SELECT 'SubsidisedNotEnrolled', o.id, o.id_number, o.name, o.region_code, o.paid, NULL::int, o.standard, NULL::date FROM one o WHERE o.paid > 0 AND o.contribution IS NULL
UNION ALL
SELECT 'EnrolledNotSubsidised', o.id, o.id_number, o.name, o.region_code, NULL, o.contribution, o.entitled, NULL FROM one o
WHERE o.contribution IS NOT NULL AND o.live IS NULL AND o.entitled > 0 AND (o.pay_month IS NULL OR o.pay_month <= $4)
UNION ALL
SELECT 'PaidTwice', o.id, o.id_number, o.name, o.region_code, o.paid, o.contribution, o.entitled, NULL FROM one o WHERE o.times > 1
UNION ALL
-- Against the newest run, and the contribution is not the question; a 补差 that waits is decided there, and what was decided there is no case here.
SELECT 'AmountDiffers', o.id, o.id_number, o.name, o.region_code, o.paid, NULL, o.entitled, NULL FROM one o
WHERE o.paid > 0 AND o.times <= 1 AND o.entitled <> o.paid AND o.entitled_state <> 2 AND o.live = o.paid
  AND NOT EXISTS (SELECT FROM entitlement_decision d WHERE d.tenant_id = app.tid() AND d.coverage_year = $1 AND d.person_id = o.id AND d.amount_fen = abs(o.entitled - o.paid))
UNION ALL
-- Against the standard: to the card after the whole contribution; on behalf either the whole is recorded or what the person bears.
SELECT 'AmountDiffers', o.id, o.id_number, o.name, o.region_code, o.paid, o.contribution, o.standard, NULL FROM one o
WHERE o.paid > 0 AND o.times <= 1 AND (o.entitled IS NULL OR o.entitled = o.paid) AND o.contribution <> o.standard AND NOT (o.mode = 'OnBehalf' AND o.contribution = o.standard - o.paid)
UNION ALL
SELECT 'IdentityCancelled', o.id, o.id_number, o.name, o.region_code, o.live, o.contribution, NULL,
       (SELECT make_date((max(m.until_month) + 1) / 12, (max(m.until_month) + 1) % 12 + 1, 1) FROM membership m WHERE m.tenant_id = app.tid() AND m.person_id = o.id)
FROM one o
WHERE EXISTS (SELECT FROM item WHERE item.person_id = o.id AND NOT EXISTS (
  SELECT FROM membership m WHERE m.tenant_id = app.tid() AND m.person_id = o.id AND m.from_month <= item.roster_month AND (m.until_month IS NULL OR m.until_month >= item.roster_month)))
UNION ALL
SELECT 'Deceased', o.id, o.id_number, o.name, o.region_code, o.live, o.contribution, NULL, o.died_on FROM one o
WHERE o.live IS NOT NULL AND o.died_on < greatest(make_date($1, 1, 1), make_date(o.first_month / 12, o.first_month % 12 + 1, 1))
