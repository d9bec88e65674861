using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Allocations;

/// <summary>The steps behind one amount of a run (a payer's, or with <see cref="Payers.Whole"/> the line's total), computed again from what the run rests on.</summary>
public sealed record ExplainAmount(long RunId, RegionCode Region, Payers Payers);

public sealed class ExplainAmountHandler(TenantDb tenantDb)
{
    public async Task<Result<AmountExplanation>> HandleAsync(Actor actor, ExplainAmount request, CancellationToken ct)
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
        if (!actor.Covers(request.Region, new RegionTree(run.Snapshot.Regions, run.Snapshot.AsOf)))
        {
            return new NotAllowed("该地区不在您负责的范围内。");
        }

        if (OtherEngine.Check(run) is { } engine)
        {
            return engine;
        }

        var row = run.Result.Lines.FirstOrDefault(line => line.Region == request.Region)?.Computed;
        var shown = row?.Cells.FirstOrDefault(cell => cell.Payers == request.Payers)?.Amount ?? (request.Payers == Payers.Whole ? row?.Total : null);
        var explanation = (await run.AgainAsync(db, ct)).Explain(request.Region, request.Payers);
        if (explanation is null || shown is null)
        {
            return new NotFound("这一格没有金额，因此没有计算过程；请查看该行的状态说明。");
        }

        return explanation.Amount == shown
            ? explanation
            : throw new InvalidDataException($"Run {request.RunId}: {request.Region}/{request.Payers} shows {shown}, the rules say {explanation.Amount}.");
    }
}
