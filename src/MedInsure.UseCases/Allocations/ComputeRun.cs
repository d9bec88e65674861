using MedInsure.Persistence.Allocations;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Allocations;

/// <summary>试算: computes a run on the policies in force and the headcounts of one basis, and keeps it with everything that it rests on.</summary>
/// <param name="Assumptions">In place of gaps, each labelled; a run that has one cannot be approved.</param>
public sealed record ComputeRun(int FundingYear, Scheme Scheme, RunKind Kind, string Title, HeadcountBasis Basis, IReadOnlyList<Assumption> Assumptions);

/// <param name="Blocked">Units without a figure.</param>
public sealed record ComputedRun(long RunId, string Number, int Lines, int Blocked);

public sealed class ComputeRunHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<ComputedRun>> HandleAsync(Actor actor, ComputeRun request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToMake(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (await ClosedYear.CheckAsync(db.Rows, request.FundingYear, request.Scheme, request.Kind, request.Basis, ct) is { } closed)
        {
            return closed;
        }

        var loaded = await PolicyChain.InForceAsync(db, request.FundingYear, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem!;
        }

        var chain = loaded.Value;
        if (chain[^1].Issued.Root is not { } root)
        {
            return new Refused("国家医疗保障局不做资金分配测算，请由省、市机构办理。");
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(request.FundingYear), ct);
        if (AssumptionCheck.Problem(request, AssumableGaps.Of([.. chain.Select(policy => policy.Issued)], tree, request.Scheme)) is { } assumption)
        {
            return assumption;
        }

        var snapshot = new AllocationSnapshot
        {
            Engine = AllocationSnapshot.CurrentEngine,
            Scheme = request.Scheme,
            FundingYear = request.FundingYear,
            AsOf = tree.AsOf,
            Tenant = actor.TenantCode,
            Root = root,
            Basis = request.Basis,
            Policies = [.. chain.Select(policy => new PolicyReference(policy.Issued.Tenant, policy.Issued.Version, policy.Issued.Sha256))],
            Regions = tree.Around(root),
            Headcounts = await RunInputs.HeadcountsAsync(db, request.FundingYear, request.Basis, ct),
            PoolingUnits = request.Scheme == Scheme.CriticalIllness ? await RunInputs.PoolingAsync(db, tree.AsOf, ct) : [],
            Assumptions = request.Assumptions,
        };
        // Written beside the computation: neither needs the other.
        var input = Task.Run(
            () =>
            {
                var text = AllocationJson.Write(snapshot);
                return (text, AllocationJson.Hash(text));
            },
            ct);
        var result = new Allocation(snapshot, [.. chain.Select(policy => policy.Issued)]).Compute();
        var run = NewRun(actor, request, snapshot, await input, result, clock.GetUtcNow());
        db.Rows.Add(run);
        var saved = await db.SaveAsync(
            "ComputeRun",
            () => $"run/{run.Id}",
            new { run.InputHash, run.OutputHash, run.BlockedCount, run.AssumptionCount },
            connection => RunLines.WriteAsync(connection, run.Id, result, chain, ct),
            ct);
        return saved.IsOk
            ? new ComputedRun(run.Id, AllocationWords.RunNumber(run.FundingYear, run.Number), result.Lines.Count, run.BlockedCount)
            : saved.Problem!;
    }

    private static AllocationRunEntity NewRun(Actor actor, ComputeRun request, AllocationSnapshot snapshot, (string Text, string Hash) input, AllocationResult result, DateTimeOffset now)
    {
        var output = AllocationJson.Write(result);
        return new AllocationRunEntity
        {
            FundingYear = request.FundingYear,
            Scheme = request.Scheme,
            Kind = request.Kind,
            Title = string.IsNullOrWhiteSpace(request.Title) ? $"{request.FundingYear}年度{AllocationWords.Of(request.Scheme)}{AllocationWords.Of(request.Kind)}" : request.Title.Trim(),
            State = RunState.Computed,
            HeadcountBasis = request.Basis,
            Snapshot = input.Text,
            Outcome = output,
            InputHash = input.Hash,
            OutputHash = AllocationJson.Hash(output),
            EngineVersion = snapshot.Engine.ToString(System.Globalization.CultureInfo.InvariantCulture),
            AssumptionCount = snapshot.Assumptions.Count,
            BlockedCount = result.Total.Excluded,
            CreatedBy = actor.UserId,
            CreatedAt = now,
            ComputedBy = actor.UserId,
            ComputedAt = now,
        };
    }
}
