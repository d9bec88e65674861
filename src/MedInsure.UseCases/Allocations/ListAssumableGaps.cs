using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;

namespace MedInsure.UseCases.Allocations;

/// <summary>The gaps in force that a new trial run may fill by an assumption.</summary>
public sealed record ListAssumableGaps(int FundingYear, Scheme Scheme);

public sealed class ListAssumableGapsHandler(TenantDb tenantDb)
{
    public async Task<Result<IReadOnlyList<AssumableGap>>> HandleAsync(Actor actor, ListAssumableGaps request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToMake(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var chain = await PolicyChain.InForceAsync(db, request.FundingYear, ct);
        if (!chain.IsOk)
        {
            return chain.Problem!;
        }

        if (chain.Value[^1].Issued.Root is null)
        {
            return new Refused("国家医疗保障局不做资金分配测算，请由省、市机构办理。");
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(request.FundingYear), ct);
        return Result<IReadOnlyList<AssumableGap>>.Ok(AssumableGaps.Of([.. chain.Value.Select(policy => policy.Issued)], tree, request.Scheme));
    }
}
