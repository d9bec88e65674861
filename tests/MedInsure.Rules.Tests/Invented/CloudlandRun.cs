using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Tests.Invented;

/// <summary>Runs over <see cref="Cloudland"/>.</summary>
internal static class CloudlandRun
{
    public static AllocationSnapshot Snapshot(IReadOnlyList<IssuedPolicy> chain, IEnumerable<(RegionCode Region, long Persons)> headcounts, params IReadOnlyList<Assumption> assumptions) => new()
    {
        Engine = AllocationSnapshot.CurrentEngine,
        Scheme = Scheme.FiscalSubsidy,
        FundingYear = 2030,
        AsOf = Cloudland.Day,
        Tenant = chain[^1].Tenant,
        Root = chain[^1].Root!.Value,
        Basis = HeadcountBasis.Certified,
        Policies = [.. chain.Select(policy => new PolicyReference(policy.Tenant, policy.Version, policy.Sha256))],
        Regions = Cloudland.Regions,
        Headcounts = [.. headcounts.Select(entry => new RegionHeadcount(entry.Region, entry.Persons))],
        Assumptions = assumptions,
    };

    public static Allocation Of(string members, IEnumerable<(RegionCode Region, long Persons)> headcounts, params IReadOnlyList<Assumption> assumptions)
    {
        IssuedPolicy[] chain = [Cloudland.Issue(members)];
        return new Allocation(Snapshot(chain, headcounts, assumptions), chain);
    }

    /// <summary>A headcount for every unit; some are zero, some are huge.</summary>
    public static IReadOnlyList<(RegionCode Region, long Persons)> SomeHeadcounts(int seed)
    {
        var random = new Random(seed);
        return [.. Cloudland.Units.Select(unit => (unit.Code, (long)random.Next(10) switch { 0 => 0L, 1 => random.NextInt64(1_000_000_000), _ => random.Next(1, 900_000) }))];
    }

    /// <summary>A policy with a tier by list and one for the rest, whose shares never end in whole fen.</summary>
    public static string SomePolicy(int seed)
    {
        var random = new Random(seed);
        var listed = string.Join(',', Cloudland.Units.Where(_ => random.Next(2) == 0).Select(unit => $"\"{unit.Code}\""));
        return FormattableString.Invariant($$"""
            "groups":[{"id":"listed","name":"名单","regions":[{{listed}}]}],
            "fiscalSubsidy":[{"yuan":{{random.Next(50_000, 70_000) / 100m}}}],
            "funding":{"tiers":[
              {"id":"listed","name":"名单档","where":{"groups":["listed"]},"shares":[{"kind":"rate","payers":["central"],"rate":0.{{random.Next(500_000, 700_000)}}},{"kind":"part","payers":["province"],"part":{{random.Next(1, 8)}}},{"kind":"part","payers":["city"],"part":{{random.Next(1, 8)}}},{"kind":"part","payers":["county"],"part":{{random.Next(1, 8)}}}]},
              {"id":"rest","name":"其余档","shares":[{"kind":"fixed","payers":["central"],"yuan":{{random.Next(10_000, 30_000) / 100m}}},{"kind":"rate","payers":["province"],"rate":0.3},{"kind":"part","payers":["city"],"part":1},{"kind":"part","payers":["county"],"part":2}]}]}
            """);
    }
}
