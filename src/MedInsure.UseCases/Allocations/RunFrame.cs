using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Allocations;

/// <summary>The words around a run's figures, the same on screen, on paper and in files.</summary>
internal static class RunFrame
{
    public static AllocationTableFrame Of(StoredRun run, IReadOnlyList<StoredPolicy> chain, IReadOnlyDictionary<long, string> people, Actor actor, DateTimeOffset now)
    {
        var own = chain[^1].Issued;
        var numbers = chain.Reverse().SelectMany(policy => policy.Issued.Content.Documents.Where(document => document.Held).Select(document => document.Number)).Distinct();
        return new AllocationTableFrame(
            own.TenantName,
            run.Row.FundingYear,
            run.Row.Scheme,
            AllocationWords.Of(run.Row.Kind),
            AllocationWords.Of(run.Row.State),
            string.Join("、", numbers),
            chain.SelectMany(policy => policy.Issued.Content.Gaps).ToDictionary(gap => gap.Id, GapText),
            new Signatures(
                people.GetValueOrDefault(run.Row.CreatedBy),
                run.Row.ApprovedBy is { } approver ? people.GetValueOrDefault(approver) : null,
                run.Row.ReleasedBy is { } releaser ? people.GetValueOrDefault(releaser) : null,
                ChinaTime.Date(run.Row.ComputedAt ?? run.Row.CreatedAt)),
            new RunStamp(run.Number, run.Row.OutputHash!),
            $"{actor.DisplayName}　{own.TenantName}　{ChinaTime.Text(now)}",
            $"{actor.TenantId}/{run.Row.Id}/{run.Row.OutputHash}/{string.Join(',', actor.RegionScope.Order())}");
    }

    public static string GapText(Gap gap) => gap.Expected is { } expected ? $"缺{gap.What}，依据线索：{expected}" : $"缺{gap.What}，尚不清楚由哪份文件规定";
}

/// <summary>Limits a result to the regions that a person is responsible for.</summary>
internal static class RunScope
{
    public static AllocationResult Limit(Actor actor, StoredRun run)
    {
        if (actor.RegionScope.Count == 0)
        {
            return run.Result;
        }

        var tree = new RegionTree(run.Snapshot.Regions, run.Snapshot.AsOf);
        return run.Result.Only(region => actor.Covers(region, tree));
    }
}
