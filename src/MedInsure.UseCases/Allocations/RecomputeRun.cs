using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Allocations;

/// <summary>重新计算并比对: computes the run again from the kept snapshot and the kept policy texts, and compares all hashes.</summary>
public sealed record RecomputeRun(long RunId);

/// <param name="Agrees">Input and output hash are both what the run's row says.</param>
public sealed record RecomputedRun(bool Agrees, string KeptInputHash, string InputHash, string KeptOutputHash, string OutputHash);

public sealed class RecomputeRunHandler(TenantDb tenantDb)
{
    public async Task<Result<RecomputedRun>> HandleAsync(Actor actor, RecomputeRun request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var loaded = await StoredRun.LoadAsync(db, request.RunId, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem!;
        }

        var run = loaded.Value;
        if (OtherEngine.Check(run) is { } engine)
        {
            return engine;
        }

        var again = await run.AgainAsync(db, ct);
        var input = AllocationJson.Hash(AllocationJson.Write(run.Snapshot));
        var output = AllocationJson.Hash(AllocationJson.WriteLike(run.Row.Outcome!, again.Compute()));
        var result = new RecomputedRun(input == run.Row.InputHash && output == run.Row.OutputHash, run.Row.InputHash!, input, run.Row.OutputHash!, output);
        var saved = await db.SaveAsync("RecomputeRun", $"run/{request.RunId}", result, ct);
        return saved.IsOk ? result : saved.Problem!;
    }
}
