-- The ledger of a month: one row an identity that holds, or that was lost in the month's year; with the contribution of the coverage year, and what its newest 资助认定 says.
-- $1 month, $2 since (the month before the year), $3 coverage year, $4 counties (null: all), $5 category (null: all)
SELECT m.identified, m.until_month, m.is_new, p.town, p.village, p.name, p.id_number, m.category, c.amount_fen, c.paid_on, e.state, h.winner, h.mode, h.amount_fen, h.problem
FROM membership m JOIN person p ON p.tenant_id = m.tenant_id AND p.id = m.person_id
LEFT JOIN contribution c ON c.tenant_id = p.tenant_id AND c.id_number = p.id_number AND c.coverage_year = $3 AND c.cancelled_by IS NULL
LEFT JOIN entitlement e ON e.tenant_id = p.tenant_id AND e.person_id = p.id
  AND e.run_id = (SELECT r.id FROM entitlement_run r WHERE r.tenant_id = app.tid() AND r.coverage_year = $3 AND r.state = 'Computed' ORDER BY r.number DESC LIMIT 1)
LEFT JOIN entitlement_choice h ON h.tenant_id = e.tenant_id AND h.run_id = e.run_id AND h.id = e.choice_id
WHERE m.tenant_id = app.tid() AND m.from_month <= $1 AND (m.until_month IS NULL OR m.until_month >= $2)
  AND ($4::text[] IS NULL OR p.region_code = ANY ($4::text[])) AND ($5::text IS NULL OR m.category = $5)
ORDER BY p.region_code, p.town COLLATE "C", p.village COLLATE "C", p.name, p.id, m.category, m.from_month
