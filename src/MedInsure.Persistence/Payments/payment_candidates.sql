-- Who is to be paid by a run of 资助认定, and who is not and why. The one place that reads the run.
-- $1 coverage year, $2 run, $3 mode, $4 month of payment, $5 counties or null for all.
INSERT INTO pg_temp.payment_candidate (person_id, region_code, amount_fen, contribution_fen, decision_id, left_out)
WITH run AS (SELECT r.id, r.month FROM entitlement_run r WHERE r.tenant_id = app.tid() AND r.id = $2 AND r.coverage_year = $1 AND r.state = 'Computed'),
live AS (
  SELECT i.person_id, coalesce(sum(i.amount_fen) FILTER (WHERE i.state IN ('Planned', 'Sent', 'Paid')), 0) AS fen, coalesce(bool_or(i.state IN ('Planned', 'Sent')), false) AS is_open,
         min(i.mode) FILTER (WHERE i.state IN ('Planned', 'Sent', 'Paid')) AS mode, bool_or(i.state = 'Reversed') AS was_reversed, bool_or(i.state = 'Reversed' AND i.run_id = $2) AS is_reversed
  FROM payment_item i WHERE i.tenant_id = app.tid() AND i.coverage_year = $1 GROUP BY i.person_id),
-- 补差 is paid when a person decided so; the newest decision on the same difference counts.
decided AS (
  SELECT DISTINCT ON (d.person_id, d.amount_fen) d.id, d.person_id, d.amount_fen, d.kind FROM entitlement_decision d
  WHERE d.tenant_id = app.tid() AND d.coverage_year = $1 ORDER BY d.person_id, d.amount_fen, d.id DESC),
wanted AS (
  SELECT e.person_id, e.region_code, c.winner, run.month AS roster_month, c.mode, c.contribution_fen, e.pay_month, coalesce(l.fen, 0) AS live, coalesce(l.is_open, false) AS is_open, l.mode AS live_mode,
         -- 冲销 of what this run had paid, or had counted as paid: only a new run says that it is due again.
         l.is_reversed OR (l.was_reversed AND e.paid_fen > l.fen) AS is_reversed,
         CASE WHEN e.state = 2 AND d.kind = 'Pay' THEN d.id END AS decision_id,
         -- 应资助: the amount, while nothing is alive. Others: what was counted as paid and came back since, and a 补差 that was decided.
         CASE e.state WHEN 0 THEN CASE WHEN coalesce(l.fen, 0) = 0 THEN c.amount_fen ELSE 0 END
                      WHEN 2 THEN e.paid_fen + CASE WHEN d.kind = 'Pay' THEN d.amount_fen ELSE 0 END - coalesce(l.fen, 0)
                      ELSE least(e.paid_fen, c.amount_fen) - coalesce(l.fen, 0) END AS amount_fen
  FROM run JOIN entitlement e ON e.tenant_id = app.tid() AND e.run_id = run.id
  JOIN entitlement_choice c ON c.tenant_id = e.tenant_id AND c.run_id = e.run_id AND c.id = e.choice_id
  LEFT JOIN live l ON l.person_id = e.person_id
  LEFT JOIN decided d ON d.person_id = e.person_id AND d.amount_fen = e.difference_fen AND e.state = 2
  WHERE c.amount_fen IS NOT NULL AND ($5::text[] IS NULL OR e.region_code = ANY ($5)))
SELECT w.person_id, w.region_code, w.amount_fen, w.contribution_fen,
       CASE WHEN NOT EXISTS (SELECT FROM payment_item i WHERE i.tenant_id = app.tid() AND i.decision_id = w.decision_id AND i.state IN ('Planned', 'Sent', 'Paid')) THEN w.decision_id END,
       CASE WHEN w.mode IS NULL THEN 'NoMode'
            WHEN NOT EXISTS (SELECT FROM membership m WHERE m.tenant_id = app.tid() AND m.person_id = w.person_id AND m.category = w.winner
                               AND m.from_month <= w.roster_month AND (m.until_month IS NULL OR m.until_month >= w.roster_month)) THEN 'NoIdentity'
            WHEN w.is_reversed THEN 'Reversed'
            WHEN w.live_mode <> w.mode THEN 'OtherMode'
            WHEN w.pay_month > $4 THEN 'NotYet'
            WHEN w.live + w.amount_fen > w.contribution_fen THEN 'Above'
            -- 先缴后补
            WHEN w.mode = 'Card' AND NOT EXISTS (SELECT FROM contribution k WHERE k.tenant_id = p.tenant_id AND k.id_number = p.id_number AND k.coverage_year = $1 AND k.cancelled_by IS NULL) THEN 'NotContributed' END
FROM wanted w JOIN person p ON p.tenant_id = app.tid() AND p.id = w.person_id
WHERE w.amount_fen > 0 AND NOT w.is_open AND (w.mode IS NULL OR w.mode = $3)
