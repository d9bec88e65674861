using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Rules.Constraints;

/// <summary>
/// 上级约束: checks a value against the bounds of every level of the chain; see docs/rules/bounds.md. Of one level's bounds of one kind the most
/// specific applies (120 in tier-1 regions beside 100 elsewhere), and several that are equally specific all apply. Where an incomplete list
/// leaves open which one that is, both are tried: the verdict is definite when they agree (99 fails both, 120 keeps both) and 无法判定
/// when they do not.
/// </summary>
public sealed class BoundCheck(EffectivePolicy policy)
{
    private readonly SubsidyStandards subsidies = new(policy);

    /// <param name="category">The subsidy category, for <see cref="BoundSubject.Subsidy"/>.</param>
    /// <param name="previousYuan">What applied before, for bounds that look back; null while it is not recorded.</param>
    public IReadOnlyList<BoundResult> Check(BoundSubject subject, RegionCode region, Fraction value, string? category = null, decimal? previousYuan = null) =>
        Check(new BoundQuestion(subject, region, value) { Category = category, PreviousYuan = previousYuan });

    public IReadOnlyList<BoundResult> Check(BoundQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var line = question.Category is null ? [] : subsidies.LineOf(question.Category);
        return
        [
            .. from issued in policy.Chain
               from kind in issued.Content.Bounds
                   .Where(bound => bound.On == question.Subject && (bound.Categories.Count == 0 || bound.Categories.Any(line.Contains)))
                   .GroupBy(bound => bound.Limit.GetType())
               let result = CheckKind(issued, [.. kind], question)
               where result is not null
               select result,
        ];
    }

    private BoundResult? CheckKind(IssuedPolicy issued, IReadOnlyList<Bound> bounds, BoundQuestion question)
    {
        var needsContribution = bounds.Any(bound => bound.Limit is FullLimit or RateRangeLimit);
        var selectors = bounds.Select(bound => bound.Where).Concat(needsContribution ? policy.Chain.SelectMany(up => up.Content.Contribution).Select(standard => standard.Where) : []);
        var (worlds, unknown) = policy.Matching.WorldsOf(question.Region, SelectorMatching.GroupsOf(selectors), question.World);
        if (worlds.Count == 0)
        {
            return new BoundResult(issued.Tenant, issued.TenantName, [.. bounds.Select(bound => bound.Id)], question.Subject, question.Value, Verdict.Undetermined, Strength.Hard, "取决于待补的名单", "待补的名单过多，无法逐一比较；补齐后即可判定。", [], unknown);
        }

        var possible = Possibilities<WorldAnswer>.Of(policy.Matching, question.Region, worlds, world => AnswerIn(bounds, question, world), answer => answer.Key);
        var answers = possible.Distinct;
        var bearing = answers.SelectMany(answer => answer.Outcome.Checks).Select(check => check.Bound).DistinctBy(bound => bound.Id).ToList();
        if (bearing.Count == 0)
        {
            return null;
        }

        var verdicts = answers.Select(answer => answer.Outcome.Verdict).Distinct().ToList();
        var verdict = verdicts.Count == 1 ? verdicts[0] : Verdict.Undetermined;
        var deciding = answers.SelectMany(answer => answer.Outcome.Checks).Where(check => verdict == Verdict.Compliant || check.Verdict != Verdict.Compliant).ToList();
        return new BoundResult(
            issued.Tenant,
            issued.TenantName,
            [.. bearing.Select(bound => bound.Id)],
            question.Subject,
            question.Value,
            verdict,
            deciding.Any(check => check.Bound.Strength == Strength.Hard) ? Strength.Hard : Strength.Soft,
            Together(answers, answer => answer.Requirement),
            verdicts.Count == 1 ? string.Join("；", answers.Select(answer => answer.Outcome.Reason).Distinct(StringComparer.Ordinal)) : Together(answers, answer => answer.Reason),
            [.. bearing.SelectMany(bound => policy.SourcesOf(issued, bound.Cite)).Distinct()],
            verdicts.Count > 1 ? possible.Gaps : [.. deciding.SelectMany(check => check.Gaps).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>One text when all possibilities agree on it, otherwise each behind its condition.</summary>
    private static string Together(IReadOnlyList<(WorldAnswer Outcome, string Condition)> answers, Func<WorldAnswer, string> textOf) =>
        answers.Select(answer => textOf(answer.Outcome)).Distinct(StringComparer.Ordinal).Count() == 1
            ? textOf(answers[0].Outcome)
            : string.Join("；", answers.Select(answer => $"{answer.Condition}：{textOf(answer.Outcome)}"));

    private WorldAnswer AnswerIn(IReadOnlyList<Bound> bounds, BoundQuestion question, World world) =>
        new([.. policy.Matching.Best(bounds, bound => bound.Where, question.Region, world).Select(bound => CheckOne(bound, question, world))]);

    private Single CheckOne(Bound bound, BoundQuestion question, World world)
    {
        switch (bound.Limit)
        {
            case MinimumLimit limit:
                return Within(bound, question.Value, limit.Yuan, null);
            case MaximumLimit limit:
                return Within(bound, question.Value, null, limit.Yuan);
            case RangeLimit limit:
                return Within(bound, question.Value, limit.FromYuan, limit.ToYuan);
            case FullLimit or RateRangeLimit:
                var contribution = StandardLookup.Contribution(policy, question.Region, world, question.ContributionTier, question.PopulationGroup, question.Age);
                if (contribution.Yuan is not { } whole)
                {
                    return new Single(bound, Verdict.Undetermined, bound.Limit is FullLimit ? "等于个人缴费标准" : "按个人缴费标准的比例", contribution.Problem ?? "个人缴费标准待补，无法换算成金额。", contribution.Gap is null ? [] : [contribution.Gap]);
                }

                return bound.Limit is RateRangeLimit rates ? Within(bound, question.Value, whole * rates.FromRate, whole * rates.ToRate) : Within(bound, question.Value, whole, whole);
            case NotAbovePreviousLimit limit when question.PreviousYuan is null:
                return new Single(bound, Verdict.Undetermined, Previous(limit), Unrecorded(question), limit.Gap is { } gap ? [gap] : []);
            case NotAbovePreviousLimit { WhenPreviousAboveYuan: { } threshold } limit when question.PreviousYuan is { } previous && previous <= threshold:
                return new Single(bound, Verdict.Compliant, Previous(limit), $"原标准 {previous.ToYuanText()} 元不高于最低标准 {Show(threshold)} 元，不构成上限。", []);
            case NotAbovePreviousLimit limit:
                return Within(bound, question.Value, null, question.PreviousYuan) with { Requirement = Previous(limit) };
            default:
                throw new InvalidOperationException($"Unknown limit {bound.Limit.GetType().Name}.");
        }
    }

    private static Single Within(Bound bound, Fraction value, Fraction? from, Fraction? to)
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
        return new Single(bound, kept ? Verdict.Compliant : Verdict.Violated, requirement, $"{value.ToYuanText()} 元{(kept ? "符合" : "不符合")}“{requirement}”", []);
    }

    private static string Previous(NotAbovePreviousLimit limit) =>
        limit.WhenPreviousAboveYuan is { } threshold ? $"原标准高于 {Show(threshold)} 元的，不得高于原标准" : "不得高于原标准";

    /// <summary>What is missing, and where it is recorded.</summary>
    private string Unrecorded(BoundQuestion question)
    {
        var (year, what) = (policy.Own.Content.Year.Funding - 1, PolicyWords.Subject(question.Subject) + "标准");
        return question.HasLastYear
            ? $"上一年（{year}年度）的政策没有写明相应的{what}，无法与原标准比较；请在{year}年度政策的新版本中补上并发布，发布后即可判定。"
            : $"上一年（{year}年度）的{what}没有记录，无法与原标准比较；请在“政策配置”中新建{year}年度的政策（上级机构没有这一年度政策的，由上级先登记），登记当时的标准并发布，发布后即可判定。";
    }

    private static string Show(decimal yuan) => ((Fraction)yuan).ToYuanText();

    private sealed record Single(Bound Bound, Verdict Verdict, string Requirement, string Reason, IReadOnlyList<string> Gaps);

    /// <summary>What all bounds that apply in one world say together: one that is broken breaks the whole.</summary>
    private sealed record WorldAnswer(IReadOnlyList<Single> Checks)
    {
        public Verdict Verdict =>
            Checks.Any(check => check.Verdict == Verdict.Violated) ? Verdict.Violated
            : Checks.Any(check => check.Verdict == Verdict.Undetermined) ? Verdict.Undetermined
            : Verdict.Compliant;

        public string Requirement => Checks.Count == 0 ? "没有限制" : string.Join("，", Checks.Select(check => check.Requirement).Distinct(StringComparer.Ordinal));

        public string Reason => Checks.Count == 0
            ? "没有限制"
            : string.Join("；", Checks.Where(check => Verdict == Verdict.Compliant || check.Verdict != Verdict.Compliant).Select(check => check.Reason).Distinct(StringComparer.Ordinal));

        public string Key => $"{Verdict}|{Requirement}|{Reason}";
    }
}
