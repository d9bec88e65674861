using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Findings;

/// <summary>The scheme on the map: every county in exactly one tier and ratio, shares that add up there, and the bureau's shares against the table above it.</summary>
internal sealed class SchemeFindings(FoundList found, EffectivePolicy policy)
{
    private readonly PolicyContent draft = found.Draft;
    private readonly IssuedPolicy? scheme = policy.NearestFirst.FirstOrDefault(issued => issued.Content.Funding.Tiers.Count > 0 || issued.Content.Funding.Gap is not null);
    private readonly KnownDivisions known = new();
    private readonly List<(FindingKind Kind, FindingWeight Weight, string JsonPath, string Before, string After, RegionCode Region)> perRegion = [];
    private readonly HashSet<string> tied = new(StringComparer.Ordinal);

    public void Run()
    {
        if (policy.Own.Root is not { } root)
        {
            return;
        }

        if (scheme is null)
        {
            found.Add(FindingKind.StandardMissing, FindingWeight.Hard, "$.funding", "没有任何一级政策规定财政补助的分担方案，请登记分担档次，或登记缺口。");
        }

        var units = policy.Regions.FundingUnitsOf(root).ToList();
        var split = new FundingSplit(policy);
        var alone = draft.Funding.Splits.Count == 0 ? null : new FundingSplit(With(draft with { Funding = draft.Funding with { Splits = [] } }));
        foreach (var unit in units)
        {
            if (scheme is { Content.Funding.Gap: null } && split.For(unit.Code).State == SplitState.Inconsistent)
            {
                Explain(unit, alone);
            }

            Illness(unit);
        }

        if (draft.Funding.Tiers.Count > 0 && found.Context.Ancestors.Any(issued => issued.Content.Funding.Tiers.Count > 0))
        {
            AgainstTheTable(units, split);
        }

        foreach (var same in perRegion.GroupBy(entry => (entry.Kind, entry.Weight, entry.JsonPath, entry.Before, entry.After)))
        {
            found.Add(same.Key.Kind, same.Key.Weight, same.Key.JsonPath, $"{same.Key.Before}{found.NamesOf(same.Select(entry => entry.Region))}{same.Key.After}", detail: Detail(same.Key.After));
        }
    }

    /// <summary>A tie in the document that shows on the map is told there, with the names of the counties and of both tiers.</summary>
    public bool SaysBetter(Found plain) =>
        plain.Kind is FindingKind.TierTwice or FindingKind.SplitTwice && tied.Any(path => plain.JsonPath.StartsWith(path + ".", StringComparison.Ordinal));

    private void Explain(Region unit, FundingSplit? withoutSplits)
    {
        var selectors = policy.Chain.SelectMany(issued => issued.Content.FiscalSubsidy.Select(standard => standard.Where).Concat(issued.Content.Funding.Splits.Select(split => split.Where)).Concat(issued.Content.Funding.TopUps.Select(topUp => topUp.Where)))
            .Concat(scheme!.Content.Funding.Tiers.Select(tier => tier.Where));
        foreach (var world in policy.Matching.WorldsOf(unit.Code, selectors).Worlds)
        {
            var outcome = new WorldSplit(policy, scheme, known, unit, world).Compute();
            if (outcome.Problem is not { } problem)
            {
                continue;
            }

            var total = StandardLookup.FiscalSubsidy(policy, unit.Code, world);
            var tiers = policy.Matching.Best(scheme.Content.Funding.Tiers, tier => tier.Where, unit.Code, world);
            if (total is { Yuan: null, Gap: null })
            {
                var twice = total.Issuer is not null;
                Say(twice ? FindingKind.ValidityOverlap : FindingKind.StandardMissing, Weight(total.Issuer), "$.fiscalSubsidy", string.Empty, $"：{total.Problem}", unit);
            }
            else if (tiers.Count != 1)
            {
                Tiers(unit, tiers);
            }
            else if (TopUpsAt(unit, world, total) is { Count: not 1 } topUps)
            {
                TopUps(unit, topUps);
            }
            else if (withoutSplits is not null && withoutSplits.For(unit.Code).State != SplitState.Inconsistent)
            {
                Splits(unit, world, Rest(problem, unit));
            }
            else if (ReferenceEquals(scheme, policy.Own))
            {
                Say(FindingKind.Sum, FindingWeight.Hard, TierAt(tiers[0]), $"“{tiers[0].Name}”在", $"：{Rest(problem, unit)}", unit);
            }
            else if (ReferenceEquals(total.Issuer, policy.Own))
            {
                Say(FindingKind.UpperTable, FindingWeight.Hard, At(draft.FiscalSubsidy, total.Standard!, "$.fiscalSubsidy"), $"本级标准与{scheme.TenantName}的分担表对不上，在", $"：{Rest(problem, unit)}", unit);
            }
            else
            {
                Say(FindingKind.UpperContradiction, FindingWeight.Warning, "$.funding", $"{scheme.TenantName}的分担方案自相矛盾，在", $"：{Rest(problem, unit)}请告知{scheme.TenantName}。", unit);
            }

            return;
        }
    }

    private void Tiers(Region unit, IReadOnlyList<FundingTier> tiers)
    {
        var weight = Weight(scheme);
        if (tiers.Count == 0)
        {
            Say(FindingKind.TierMissing, weight, "$.funding", string.Empty, $"未列入{scheme!.TenantName}分担方案的任何一档，请把名单补全，或写一档适用其余地区。", unit);
            return;
        }

        Twice(FindingKind.TierTwice, weight, tiers.Select(TierAt), $"同时列入{scheme!.TenantName}分担方案的{string.Join("、", tiers.Select(tier => $"“{tier.Name}”"))}，请只保留一处。", unit);
    }

    /// <summary>The entries that say who bears the top-up in a county; null where nothing is topped up.</summary>
    private IReadOnlyList<TopUp>? TopUpsAt(Region unit, World world, FoundStandard total) =>
        ReferenceEquals(total.Issuer, policy.Own) && draft.Funding.TopUps.Count > 0 && total.Base < total.Yuan
            ? policy.Matching.Best(draft.Funding.TopUps, topUp => topUp.Where, unit.Code, world)
            : null;

    private void TopUps(Region unit, IReadOnlyList<TopUp> topUps)
    {
        if (topUps.Count == 0)
        {
            Say(FindingKind.SplitMissing, FindingWeight.Hard, "$.funding", string.Empty, "没有规定提标部分由谁承担，请补列这些地区。", unit);
            return;
        }

        Twice(FindingKind.SplitTwice, FindingWeight.Hard, topUps.Select(topUp => At(draft.Funding.TopUps, topUp, "$.funding.topUps")), $"的提标部分规定了 {topUps.Count} 种同样适用的分担，请只保留一个。", unit);
    }

    private void Splits(Region unit, World world, string problem)
    {
        var mine = draft.Funding.Splits.GroupBy(split => split.Of).Select(same => (Of: same.Key, Best: policy.Matching.Best(same, split => split.Where, unit.Code, world))).ToList();
        if (mine.FirstOrDefault(entry => entry.Best.Count > 1) is { Best: { } both } twice)
        {
            Twice(FindingKind.SplitTwice, FindingWeight.Hard, both.Select(SplitAt), $"规定了 {both.Count} 个同样适用的{PayerNames.Of(twice.Of)}分担比例，请只保留一个。", unit);
        }
        else if (mine.FirstOrDefault(entry => entry.Best.Count == 0) is { Best: not null } none && problem.Contains("分担比例", StringComparison.Ordinal))
        {
            Say(FindingKind.SplitMissing, FindingWeight.Hard, "$.funding", string.Empty, $"没有规定{PayerNames.Of(none.Of)}怎样分担，请补列这些地区的比例。", unit);
        }
        else
        {
            Say(FindingKind.UpperTable, FindingWeight.Hard, mine.SelectMany(entry => entry.Best).Select(SplitAt).FirstOrDefault() ?? "$.funding", $"与{scheme!.TenantName}的分担表对不上，在", $"：{problem}", unit);
        }
    }

    private void Illness(Region unit)
    {
        var tiers = draft.CriticalIllness.Tiers;
        if (tiers.Count == 0)
        {
            return;
        }

        var worlds = policy.Matching.WorldsOf(unit.Code, tiers.Select(tier => tier.Where)).Worlds;
        var best = worlds.Select(world => policy.Matching.Best(tiers, tier => tier.Where, unit.Code, world)).ToList();
        if (best.Count == 0 || best.Any(matches => matches.Count == 1))
        {
            return;
        }

        if (best[0].Count == 0)
        {
            Say(FindingKind.TierMissing, FindingWeight.Hard, "$.criticalIllness", string.Empty, "未列入大病保险筹资的任何一档，请把名单补全，或写一档适用其余地区。", unit);
        }
        else
        {
            Twice(FindingKind.TierTwice, FindingWeight.Hard, best[0].Select(tier => At(tiers, tier, "$.criticalIllness.tiers")), $"同时列入大病保险筹资的{string.Join("、", best[0].Select(tier => $"“{tier.Name}”"))}，请只保留一处。", unit);
        }
    }

    /// <summary>A bureau that writes the whole split itself still has to give each level what the table above gives it.</summary>
    private void AgainstTheTable(IReadOnlyList<Region> units, FundingSplit own)
    {
        var table = new FundingSplit(With(draft with { Funding = new FundingScheme { TopUps = draft.Funding.TopUps } }));
        var untouched = new FundingSplit(new EffectivePolicy(found.Context.Ancestors, policy.Regions));
        foreach (var unit in units)
        {
            // A total beyond that of a table in fixed amounts is the bureau's own to bear: the levels above give what they give, those below no less.
            var rows = table.For(unit.Code).Possibilities;
            var isTopUp = rows.Count == 0;
            rows = isTopUp ? untouched.For(unit.Code).Possibilities : rows;
            if (own.For(unit.Code).Determined is not { } mine || rows.Count == 0 || rows.Any(row => Differences(row, mine, isTopUp).Count == 0))
            {
                continue;
            }

            foreach (var (payers, above, here) in Differences(rows[0], mine, isTopUp))
            {
                var tier = draft.Funding.Tiers.First(candidate => candidate.Id == mine.TierId);
                Say(
                    FindingKind.UpperTable, FindingWeight.Hard, TierAt(tier), $"“{tier.Name}”的{PayerNames.Of(payers)}为 {here.ToYuanText()} 元，{NameOf(rows[0].TierIssuer)}的分担表为 {above.ToYuanText()} 元，差 {Apart(above, here)} 元（",
                    "），请按上级的表改正。", unit);
            }
        }
    }

    private static IReadOnlyList<(Payers Payers, Fraction Above, Fraction Here)> Differences(SplitPossibility table, SplitPossibility mine, bool isTopUp) =>
        [.. table.Shares.Select(share => (share.Payers, Above: share.PerCapita, Here: Fraction.Sum(mine.Shares.Where(own => (own.Payers & ~share.Payers) == Payers.None).Select(own => own.PerCapita))))
            .Where(entry => isTopUp && (entry.Payers & (Payers.City | Payers.County)) != Payers.None ? entry.Here < entry.Above : entry.Here != entry.Above)];

    private static string Apart(Fraction one, Fraction other) => (one > other ? one - other : other - one).ToYuanText();

    private EffectivePolicy With(PolicyContent content) => new([.. found.Context.Ancestors, policy.Own with { Content = content }], policy.Regions);

    private string NameOf(string tenant) => policy.Chain.First(issued => issued.Tenant == tenant).TenantName;

    /// <summary>What a level above has wrong, this bureau cannot mend.</summary>
    private FindingWeight Weight(IssuedPolicy? issuer) => issuer is null || ReferenceEquals(issuer, policy.Own) ? FindingWeight.Hard : FindingWeight.Warning;

    private void Twice(FindingKind kind, FindingWeight weight, IEnumerable<string> places, string after, Region unit)
    {
        var paths = places.ToList();
        tied.UnionWith(paths);
        Say(kind, weight, paths[^1], string.Empty, after, unit);
    }

    private void Say(FindingKind kind, FindingWeight weight, string jsonPath, string before, string after, Region unit) => perRegion.Add((kind, weight, jsonPath, before, after, unit.Code));

    /// <summary>The problem without the county that it was found in.</summary>
    private static string Rest(string problem, Region unit) => problem.StartsWith(unit.Name + "：", StringComparison.Ordinal) ? problem[(unit.Name.Length + 1)..] : problem;

    private static string Detail(string after) => after.Length <= 40 ? after : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(after)))[..16];

    private string TierAt(FundingTier tier) => ReferenceEquals(scheme, policy.Own) ? At(draft.Funding.Tiers, tier, "$.funding.tiers") : "$.funding";

    private string SplitAt(BucketSplit split) => At(draft.Funding.Splits, split, "$.funding.splits");

    private static string At<T>(IReadOnlyList<T> list, T item, string path)
        where T : class
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (ReferenceEquals(list[i], item))
            {
                return $"{path}[{i}]";
            }
        }

        return path;
    }
}
