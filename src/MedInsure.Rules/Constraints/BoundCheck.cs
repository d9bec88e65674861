using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Rules.Constraints;

/// <summary>
/// 上级约束: checks a value against the bounds of every level of the chain. Of one level's bounds of one kind the most specific applies (120 in tier-1
/// regions beside 100 elsewhere). Where an incomplete list leaves open which one that is, both are tried: the verdict is definite when they
/// agree (99 fails both, 120 keeps both) and 无法判定 when they do not.
/// </summary>
public sealed class BoundCheck(EffectivePolicy policy)
{
    private readonly SubsidyStandards subsidies = new(policy);

    /// <param name="category">The subsidy category, for <see cref="BoundSubject.Subsidy"/>.</param>
    /// <param name="previousYuan">What applied before, for bounds that look back; null while it is not recorded.</param>
    public IReadOnlyList<BoundResult> Check(BoundSubject subject, RegionCode region, Fraction value, string? category = null, decimal? previousYuan = null)
    {
        var line = category is null ? [] : subsidies.LineOf(category);
        return
        [
            .. from issued in policy.Chain
               from kind in issued.Content.Bounds
                   .Where(bound => bound.On == subject && (bound.Categories.Count == 0 || bound.Categories.Any(line.Contains)))
                   .GroupBy(bound => bound.Limit.GetType())
               let result = CheckKind(issued, [.. kind], region, value, previousYuan)
               where result is not null
               select result,
        ];
    }

    private BoundResult? CheckKind(IssuedPolicy issued, IReadOnlyList<Bound> bounds, RegionCode region, Fraction value, decimal? previousYuan)
    {
        var (worlds, gaps) = policy.Matching.WorldsOf(region, bounds.Select(bound => bound.Where).Concat(policy.Chain.SelectMany(up => up.Content.Contribution).Select(standard => standard.Where)));
        var checks = worlds.SelectMany(world => policy.Matching.Best(bounds, bound => bound.Where, region, world).Select(bound => (world, bound, check: CheckOne(bound, region, world, value, previousYuan)))).ToList();
        if (checks.Count == 0)
        {
            return null;
        }

        var verdicts = checks.Select(entry => entry.check.Verdict).Distinct().ToList();
        var verdict = verdicts.Count == 1 ? verdicts[0] : Verdict.Undetermined;
        var requirements = checks.Select(entry => (entry.check.Requirement, entry.world.Condition)).DistinctBy(entry => entry.Requirement).ToList();
        var reason = verdicts.Count == 1
            ? string.Join("；", checks.Select(entry => entry.check.Reason).Distinct())
            : string.Join("；", checks.Select(entry => $"{entry.world.Condition}，{entry.check.Reason}").Distinct());
        return new BoundResult(
            issued.Tenant,
            issued.TenantName,
            [.. checks.Select(entry => entry.bound.Id).Distinct()],
            bounds[0].On,
            value,
            verdict,
            checks.Any(entry => entry.bound.Strength == Strength.Hard) ? Strength.Hard : Strength.Soft,
            requirements.Count == 1 ? requirements[0].Requirement : string.Join("；", requirements.Select(entry => $"{entry.Condition}：{entry.Requirement}")),
            reason,
            [.. checks.Select(entry => entry.bound).Distinct().SelectMany(bound => issued.SourcesOf(bound.Cite)).Distinct()],
            verdicts.Count == 1 ? [.. checks.SelectMany(entry => entry.check.Gaps).Distinct()] : gaps);
    }

    private Single CheckOne(Bound bound, RegionCode region, World world, Fraction value, decimal? previousYuan)
    {
        switch (bound.Limit)
        {
            case MinimumLimit limit:
                return Within(value, limit.Yuan, null);
            case MaximumLimit limit:
                return Within(value, null, limit.Yuan);
            case RangeLimit limit:
                return Within(value, limit.FromYuan, limit.ToYuan);
            case FullLimit or RateRangeLimit:
                var contribution = StandardLookup.Contribution(policy, region, world);
                if (contribution.Yuan is not { } whole)
                {
                    return new Single(Verdict.Undetermined, bound.Limit is FullLimit ? "等于个人缴费标准" : "按个人缴费标准的比例", contribution.Problem ?? "个人缴费标准待补，无法换算成金额。", contribution.Gap is null ? [] : [contribution.Gap]);
                }

                return bound.Limit is RateRangeLimit rates ? Within(value, whole * rates.FromRate, whole * rates.ToRate) : Within(value, whole, whole);
            case NotAbovePreviousLimit limit when previousYuan is not { } previous:
                return new Single(Verdict.Undetermined, Previous(limit), "原资助标准没有登记，无法比较；补登原标准后即可判定。", []);
            case NotAbovePreviousLimit limit when limit.WhenPreviousAboveYuan is { } threshold && previousYuan <= threshold:
                return new Single(Verdict.Compliant, Previous(limit), $"原标准 {Show(previousYuan.Value)} 元不高于最低标准 {Show(threshold)} 元，不构成上限。", []);
            case NotAbovePreviousLimit limit:
                return Within(value, null, previousYuan) with { Requirement = Previous(limit) };
            default:
                throw new InvalidOperationException($"Unknown limit {bound.Limit.GetType().Name}.");
        }
    }

    private static Single Within(Fraction value, Fraction? from, Fraction? to)
    {
        var requirement = (from, to) switch
        {
            ({ } low, { } high) when low == high => $"等于 {low.ToYuanText()} 元",
            ({ } low, { } high) => $"{low.ToYuanText()} 元至 {high.ToYuanText()} 元",
            ({ } low, null) => $"不低于 {low.ToYuanText()} 元",
            (null, { } high) => $"不高于 {high.ToYuanText()} 元",
            _ => throw new InvalidOperationException(),
        };
        var kept = (from is null || value >= from) && (to is null || value <= to);
        return new Single(kept ? Verdict.Compliant : Verdict.Violated, requirement, $"{value.ToYuanText()} 元{(kept ? "符合" : "不符合")}“{requirement}”", []);
    }

    private static string Previous(NotAbovePreviousLimit limit) =>
        limit.WhenPreviousAboveYuan is { } threshold ? $"原标准高于 {Show(threshold)} 元的，不得高于原标准" : "不得高于原标准";

    private static string Show(decimal yuan) => ((Fraction)yuan).ToYuanText();

    private sealed record Single(Verdict Verdict, string Requirement, string Reason, IReadOnlyList<string> Gaps);
}
