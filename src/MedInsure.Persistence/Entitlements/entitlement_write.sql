-- The rows of some persons. $1 run, $2 persons, $3 what each of them is answered (EntitlementAnswer)
INSERT INTO entitlement (tenant_id, run_id, person_id, region_code, choice_id, state, paid_fen, difference_fen, identified_month, enrol_month, pay_month)
SELECT (SELECT app.tid()), $1, p.person_id, a.region_code, a.choice_id, a.state, a.paid_fen, a.difference_fen, a.identified_month, a.enrol_month, a.pay_month
FROM unnest($2::bigint[], $3::int[]) AS p (person_id, answer) JOIN pg_temp.entitlement_answer a ON a.number = p.answer
