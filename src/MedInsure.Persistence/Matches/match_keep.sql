-- $1 coverage year, $2 counties or null for all. A resolved case stays resolved while it is found with its figures; one that is not found is gone, and comes back open.
INSERT INTO match_case (tenant_id, coverage_year, kind, person_id, id_number, name, region_code, subsidy_fen, contribution_fen, expected_fen, since, first_seen, last_seen, state)
SELECT app.tid(), $1, f.kind, f.person_id, f.id_number, f.name, f.region_code, f.subsidy_fen, f.contribution_fen, f.expected_fen, f.since, now(), now(), 'Open' FROM pg_temp.match_found f ORDER BY f.person_id
ON CONFLICT (tenant_id, coverage_year, kind, id_number) DO UPDATE SET
  person_id = excluded.person_id, name = excluded.name, region_code = excluded.region_code, last_seen = excluded.last_seen,
  subsidy_fen = excluded.subsidy_fen, contribution_fen = excluded.contribution_fen, expected_fen = excluded.expected_fen, since = excluded.since,
  state = CASE WHEN match_case.state = 'Resolved' AND (match_case.subsidy_fen, match_case.contribution_fen, match_case.expected_fen, match_case.since)
                 IS NOT DISTINCT FROM (excluded.subsidy_fen, excluded.contribution_fen, excluded.expected_fen, excluded.since) THEN 'Resolved' ELSE 'Open' END,
  (resolution, reason, resolved_by, resolved_at) = (
    SELECT k.resolution, k.reason, k.resolved_by, k.resolved_at FROM (SELECT 1) AS always
    LEFT JOIN (SELECT match_case.resolution, match_case.reason, match_case.resolved_by, match_case.resolved_at
               WHERE match_case.state = 'Resolved' AND (match_case.subsidy_fen, match_case.contribution_fen, match_case.expected_fen, match_case.since)
                 IS NOT DISTINCT FROM (excluded.subsidy_fen, excluded.contribution_fen, excluded.expected_fen, excluded.since)) AS k ON true);

UPDATE match_case m SET state = 'Gone' WHERE m.tenant_id = app.tid() AND m.coverage_year = $1 AND m.state IN ('Open', 'Resolved') AND ($2::text[] IS NULL OR m.region_code = ANY ($2))
  AND NOT EXISTS (SELECT FROM pg_temp.match_found f WHERE f.kind = m.kind AND f.id_number = m.id_number)
