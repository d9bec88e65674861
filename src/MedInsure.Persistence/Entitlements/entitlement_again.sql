-- The rows of a run as they are computed from what is kept of their inputs and from answers decided anew. $1 run
SELECT s.person_id, s.region_code, s.choice_id, s.paid_fen, s.identified_month, c.state, c.difference_fen, s.identified_month + c.enrol_offset AS enrol_month, s.identified_month + c.pay_offset AS pay_month
FROM entitlement s JOIN pg_temp.entitlement_answer c ON c.choice_id = s.choice_id AND c.paid_fen = s.paid_fen
WHERE s.tenant_id = app.tid() AND s.run_id = $1
