-- The answer of each person, by the answer of the person's combination. $1 run
INSERT INTO entitlement (tenant_id, run_id, person_id, region_code, choice_id, state, paid_fen, difference_fen, identified_month, enrol_month, pay_month)
SELECT (SELECT app.tid()), $1, a.person_id, a.region_code, a.choice_id, a.state, a.paid_fen, a.difference_fen, a.identified_month, a.identified_month + a.enrol_offset, a.identified_month + a.pay_offset
FROM (
  SELECT s.person_id, s.region_code, c.choice_id, c.state, s.paid_fen, c.difference_fen, c.enrol_offset, c.pay_offset, /*identified*/ AS identified_month
  FROM pg_temp.entitlement_person s
  JOIN pg_temp.entitlement_combination c ON c.region_code = s.region_code AND c.held = s.held AND c.age_class = s.age_class AND c.paid_fen = s.paid_fen) AS a
