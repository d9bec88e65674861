using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.UseCases.Entitlements;

/// <param name="IsOfThisRun">False for one that was made on an earlier run and still holds.</param>
public sealed record EntitlementDecision(EntitlementDecisionKind Kind, int AmountFen, string? Reason, string By, DateTimeOffset At, bool IsOfThisRun);

/// <summary>Which decisions hold: the newest of a person and coverage year, as long as the run says the same state and difference that it was made on. So nobody is asked again for the same case next month.</summary>
internal static class EntitlementDecisions
{
    /// <summary>The decisions that hold for these rows of a run, by person.</summary>
    public static async Task<IReadOnlyDictionary<long, EntitlementDecision>> OfAsync(TenantSession db, EntitlementRunEntity run, IReadOnlyCollection<EntitlementEntity> rows, CancellationToken ct)
    {
        var waiting = rows.Where(row => row.State is EntitlementState.TopUp or EntitlementState.Confirm).ToDictionary(row => row.PersonId);
        if (waiting.Count == 0)
        {
            return new Dictionary<long, EntitlementDecision>();
        }

        var (persons, year) = (waiting.Keys.ToList(), run.CoverageYear);
        var made = await (from decision in db.Rows.EntitlementDecisions.AsNoTracking()
                          join user in db.Rows.Users on decision.DecidedBy equals user.Id
                          where decision.CoverageYear == year && persons.Contains(decision.PersonId) && decision.RunId <= run.Id
                          select new { decision, user.DisplayName }).ToListAsync(ct);
        return made.GroupBy(entry => entry.decision.PersonId).Select(group => group.MaxBy(entry => entry.decision.Id)!)
            .Where(entry => Holds(entry.decision, waiting[entry.decision.PersonId]))
            .ToDictionary(
                entry => entry.decision.PersonId,
                entry => new EntitlementDecision(entry.decision.Kind, entry.decision.AmountFen, entry.decision.Reason, entry.DisplayName, entry.decision.DecidedAt, entry.decision.RunId == run.Id));
    }

    /// <summary>How many proposed top-ups and cases to be confirmed of a run nobody has decided.</summary>
    public static async Task<long> UndecidedAsync(TenantSession db, EntitlementRunEntity run, IReadOnlyList<RegionCode>? scope, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT count(*) FROM entitlement e
            WHERE e.tenant_id = app.tid() AND e.run_id = $1 AND e.state IN (2, 3) AND ($3::text[] IS NULL OR e.region_code = ANY ($3))
              AND NOT EXISTS (SELECT FROM entitlement_decision d WHERE d.tenant_id = e.tenant_id AND d.coverage_year = $2 AND d.person_id = e.person_id AND d.amount_fen = abs(e.difference_fen)
                                AND ((e.state = 2 AND d.kind IN ('Pay', 'Keep')) OR (e.state = 3 AND d.kind IN ('Keep', 'Recover')))
                                AND NOT EXISTS (SELECT FROM entitlement_decision later WHERE later.tenant_id = d.tenant_id AND later.coverage_year = d.coverage_year AND later.person_id = d.person_id AND later.id > d.id))
            """,
            db.Connection);
        command.Parameters.Add(new() { Value = run.Id });
        command.Parameters.Add(new() { Value = run.CoverageYear });
        command.Parameters.Add(new() { Value = (object?)scope?.Select(region => region.Value).ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static bool Holds(EntitlementDecisionEntity decision, EntitlementEntity row) =>
        decision.AmountFen == Math.Abs(row.DifferenceFen ?? 0)
        && (row.State == EntitlementState.TopUp ? decision.Kind is EntitlementDecisionKind.Pay or EntitlementDecisionKind.Keep : decision.Kind is EntitlementDecisionKind.Keep or EntitlementDecisionKind.Recover);
}
