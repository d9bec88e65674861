using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Subsidies;

namespace MedInsure.UseCases.Entitlements;

/// <summary>重新计算并比对: every choice decided again by the kept policies, every person again by the kept inputs, and both hashes compared with the run's; the kept answers are compared as well.</summary>
public sealed record RecomputeEntitlement(long RunId);

/// <param name="Agrees">What is computed again and what is kept both have the run's hashes.</param>
public sealed record RecomputedEntitlement(bool Agrees, string KeptInputHash, string InputHash, string KeptOutcomeHash, string OutcomeHash);

public sealed class RecomputeEntitlementHandler(TenantDb tenantDb)
{
    public async Task<Result<RecomputedEntitlement>> HandleAsync(Actor actor, RecomputeEntitlement request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (EntitlementPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        RecomputedEntitlement result;
        await using (var db = await tenantDb.OpenAsync(actor, ct))
        {
            var loaded = await StoredEntitlementRun.LoadAsync(db, actor, request.RunId, ct);
            if (!loaded.IsOk)
            {
                return loaded.Problem;
            }

            var run = loaded.Value;
            if (run.OtherEngine() is { } engine)
            {
                return engine;
            }

            var kept = await run.ChoicesAsync(db, ct);
            var choices = kept.ConvertAll(choice => EntitlementChoices.Again(run.Basis.Combinations, choice));
            await using var scratch = await db.BeginAsync(ct); // given up: it holds the answers to join with
            var rows = await EntitlementDigests.AgainAsync(db.Connection, run.Row.Id, choices, ct);
            var input = EntitlementHashes.Input(SubsidyCombinations.CurrentEngine, run.Row.CoverageYear, run.Row.Month, run.Basis.Kept, choices, rows);
            var outcome = EntitlementHashes.Outcome(choices, rows);
            var standing = EntitlementHashes.Outcome(kept, await EntitlementDigests.OfAsync(db.Connection, run.Row.Id, ct));
            result = new RecomputedEntitlement(input == run.Row.InputHash && outcome == run.Row.OutcomeHash && standing == run.Row.OutcomeHash, run.Row.InputHash!, input, run.Row.OutcomeHash!, outcome);
        }

        await using var acting = await tenantDb.OpenAsync(actor, ct);
        var saved = await acting.SaveAsync(nameof(RecomputeEntitlement), $"entitlement-run/{request.RunId}", result, ct);
        return saved.IsOk ? result : saved.Problem;
    }
}
