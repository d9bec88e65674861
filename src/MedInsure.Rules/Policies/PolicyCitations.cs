namespace MedInsure.Rules.Policies;

public enum CitedKind
{
    /// <summary>A value or a fact: it needs a source, and a sound one.</summary>
    Value,

    /// <summary>A gap: it needs the clause that points to what is missing, and that clause may be damaged.</summary>
    Gap,

    /// <summary>A place that refers to a gap instead of holding a value: a source may be given.</summary>
    Open,
}

/// <param name="Path">JSON path of the thing that cites, without ".cite".</param>
public sealed record CitedPlace(string Path, CitedKind Kind, IReadOnlyList<Citation> Cite);

/// <summary>Every place of a policy that carries citations, in the order of the document.</summary>
public static class PolicyCitations
{
    public static IEnumerable<CitedPlace> Of(PolicyContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return
        [
            .. Each(content.Year.Collection, "$.year.collection", window => window.Cite, window => Unless(window.Gap)),
            .. Each(content.Year.Coverage, "$.year.coverage", window => window.Cite, window => Unless(window.Gap)),
            .. Each(content.Groups, "$.groups", group => group.Cite),
            .. Each(content.FiscalSubsidy, "$.fiscalSubsidy", standard => standard.Cite, standard => Unless(standard.Gap)),
            .. Each(content.Contribution, "$.contribution", standard => standard.Cite, standard => Unless(standard.Gap)),
            .. Funding(content.Funding),
            .. Each(content.CriticalIllness.Tiers, "$.criticalIllness.tiers", tier => tier.Cite),
            .. Each(content.CriticalIllness.Backstop, "$.criticalIllness.backstop", backstop => backstop.Cite),
            .. Each(content.FundItems, "$.fundItems", item => item.Cite),
            .. Each(content.Bounds, "$.bounds", bound => bound.Cite),
            .. Each(content.MustFile, "$.mustFile", duty => duty.Cite),
            .. Subsidies(content.Subsidies),
            .. Each(content.Deadlines, "$.deadlines", deadline => deadline.Cite),
            .. content.Pooling is { } pooling ? Pooling(pooling) : [],
            .. Each(content.Benefits, "$.benefits", benefit => benefit.Cite, benefit => benefit.Value is GapBenefit ? CitedKind.Open : CitedKind.Value),
            .. Each(content.Gaps, "$.gaps", gap => gap.Cite, _ => CitedKind.Gap),
        ];
    }

    private static IEnumerable<CitedPlace> Funding(FundingScheme funding)
    {
        foreach (var (tier, path) in funding.Tiers.At("$.funding.tiers"))
        {
            yield return new CitedPlace(path, CitedKind.Value, tier.Cite);
            foreach (var share in Shares(tier.Shares, path))
            {
                yield return share;
            }
        }

        foreach (var (split, path) in funding.Splits.At("$.funding.splits"))
        {
            yield return new CitedPlace(path, CitedKind.Value, split.Cite);
            foreach (var share in Shares(split.Shares, path))
            {
                yield return share;
            }
        }

        foreach (var (topUp, path) in funding.TopUps.At("$.funding.topUps"))
        {
            yield return new CitedPlace(path, CitedKind.Value, topUp.Cite);
            foreach (var share in Shares(topUp.Shares, path))
            {
                yield return share;
            }
        }
    }

    private static IEnumerable<CitedPlace> Shares(IReadOnlyList<TierShare> shares, string path) =>
        Each(shares, path + ".shares", share => share.Cite, share => share is GapShare ? CitedKind.Open : CitedKind.Value);

    private static IEnumerable<CitedPlace> Subsidies(SubsidyPolicy subsidies)
    {
        if (subsidies.Stacking is { } stacking)
        {
            yield return new CitedPlace("$.subsidies.stacking", CitedKind.Value, stacking.Cite);
        }

        foreach (var (category, path) in subsidies.Categories.At("$.subsidies.categories"))
        {
            yield return new CitedPlace(path, CitedKind.Value, category.Cite);
            foreach (var authority in Each(category.Authorities, path + ".authorities", authority => authority.Cite))
            {
                yield return authority;
            }
        }

        foreach (var alias in Each(subsidies.Aliases, "$.subsidies.aliases", alias => alias.Cite))
        {
            yield return alias;
        }

        foreach (var (rule, path) in subsidies.Rules.At("$.subsidies.rules"))
        {
            yield return new CitedPlace(path, rule.Form is GapSubsidy && rule.Pay is null ? CitedKind.Open : CitedKind.Value, rule.Cite);
            if (rule.Timing is { } timing)
            {
                yield return new CitedPlace(path + ".timing", CitedKind.Value, timing.Cite);
            }

            foreach (var funder in Each(rule.Funders, path + ".funders", funder => funder.Cite))
            {
                yield return funder;
            }
        }
    }

    private static IEnumerable<CitedPlace> Pooling(PoolingPlan pooling) =>
    [
        new("$.pooling", pooling.Mode is null && pooling.Level is null ? CitedKind.Open : CitedKind.Value, pooling.Cite),
        .. Each(pooling.Unified, "$.pooling.unified", item => item.Cite),
        .. Each(pooling.Stages, "$.pooling.stages", stage => stage.Cite),
        .. Each(pooling.Rules, "$.pooling.rules", rule => rule.Cite),
    ];

    private static CitedKind Unless(string? gap) => gap is null ? CitedKind.Value : CitedKind.Open;

    private static IEnumerable<CitedPlace> Each<T>(IReadOnlyList<T> items, string path, Func<T, IReadOnlyList<Citation>> citeOf, Func<T, CitedKind>? kindOf = null) =>
        items.At(path).Select(entry => new CitedPlace(entry.Path, kindOf?.Invoke(entry.Item) ?? CitedKind.Value, citeOf(entry.Item)));
}
