using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Npgsql;

namespace MedInsure.UseCases.Contributions;

/// <summary>One decision about one batch, which nobody else decides about meanwhile.</summary>
internal static class ContributionAct
{
    public static async Task<Result<DecidedContributions>> RunAsync(
        TenantDb tenantDb, Actor actor, string act, long batchId, string sentence, Func<ContributionBatchEntity, Problem?> refusal, Func<NpgsqlConnection, long, CancellationToken, Task> write, CancellationToken ct)
    {
        if (ContributionPermissions.ToBring(actor) is { } notAllowed)
        {
            return notAllowed;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        await using var transaction = await db.BeginAsync(ct);
        var found = await ContributionPermissions.FindAsync(db, actor, batchId, isLocked: true, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        if (refusal(found.Value) is { } refused)
        {
            return refused;
        }

        var batch = found.Value;
        var saved = await db.SaveAsync(
            act, () => $"contribution/{batch.Id}", new { batch.CoverageYear, batch.FileName, batch.Sha256, batch.Rows, batch.TotalFen }, connection => write(connection, batch.Id, ct), ct);
        return saved.IsOk ? new DecidedContributions(batch.Id, sentence) : saved.Problem;
    }
}
