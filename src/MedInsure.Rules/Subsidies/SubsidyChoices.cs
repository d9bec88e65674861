using MedInsure.Rules.Amounts;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Subsidies;

/// <summary>
/// Which of a person's identities applies, and how much it gives (就高不就低; 甘医保发〔2020〕66号 五(二)). See docs/rules/entitlement.md. The answer depends on region,
/// categories and enrolment alone, so a roster of millions has a few hundred answers. Safe to share between threads.
/// </summary>
/// <param name="lastYear">What was in force a year before, for bounds that look back; null while it is not recorded.</param>
public sealed class SubsidyChoices(EffectivePolicy policy, EffectivePolicy? lastYear = null)
{
    private readonly SubsidyStandards standards = new(policy);
    private readonly BoundCheck bounds = new(policy);
    private readonly PreviousAmounts? previous = lastYear is null ? null : new PreviousAmounts(lastYear);
    private readonly IReadOnlyList<RegionSelector> selectors =
    [
        .. policy.Chain.SelectMany(issued => issued.Content.Subsidies.Rules.Select(rule => rule.Where).Concat(issued.Content.Contribution.Select(standard => standard.Where))),
    ];

    /// <summary>In the order that decides a tie.</summary>
    public IReadOnlyList<SubsidyCategory> Categories => [.. standards.Categories];

    /// <summary>Equal for regions that no rule and no bound tells apart: what is found for one of them holds for all.</summary>
    internal string FootprintOf(RegionCode region) =>
        policy.ProblemOf(region) ?? string.Join('|', new[] { policy, lastYear }.OfType<EffectivePolicy>().Select(one => FootprintOf(one, region)));

    /// <param name="categories">Ids of the categories; one that stands there twice counts once.</param>
    public SubsidyChoice Of(RegionCode region, IReadOnlyCollection<string> categories, Enrolment? enrolment = null)
    {
        ArgumentNullException.ThrowIfNull(categories);
        if (policy.ProblemOf(region) is { } foreign)
        {
            return SubsidyChoice.Without(ChoiceState.Unknown, null, [], [], foreign);
        }

        var known = standards.Categories.Select(category => category.Id).ToList();
        if (categories.FirstOrDefault(id => !known.Contains(id)) is { } unknown)
        {
            return SubsidyChoice.Without(ChoiceState.Unknown, null, [], [], $"政策中没有资助对象类别“{unknown}”，请核对名单的类别，或在政策中登记它的别名。");
        }

        var (worlds, gaps) = policy.Matching.WorldsOf(region, selectors);
        if (worlds.Count == 0)
        {
            return SubsidyChoice.Without(ChoiceState.Unknown, null, [], gaps, "待补的名单过多，无法逐一比较；补齐后即可计算。");
        }

        var held = known.Where(categories.Contains).ToList();
        var asked = enrolment ?? Enrolment.Ordinary;
        var possible = Possibilities<SubsidyChoice>.Of(policy.Matching, region, worlds, world => In(world, region, held, asked), KeyOf);
        return possible.Distinct.Count == 1
            ? possible.Distinct[0].Outcome with { Bounds = BoundsOf(possible.Distinct[0].Outcome.Winner, region, asked) }
            : SubsidyChoice.Without(
                ChoiceState.Unknown,
                null,
                possible.Distinct[0].Outcome.Others,
                possible.Gaps,
                "取决于待补的名单：" + string.Join("；", possible.Distinct.Select(answer => $"{answer.Condition}，{(answer.Outcome.Amount is { } amount ? $"资助 {amount} 元" : answer.Outcome.Problem!.TrimEnd('。'))}")) + "。");
    }

    private static string FootprintOf(EffectivePolicy policy, RegionCode region)
    {
        var bearing = policy.Chain.SelectMany(issued => SelectorsOf(issued.Content)).Where(where => !ReferenceEquals(where, RegionSelector.Everywhere)).ToList();
        return policy.Matching.FootprintOf(region, bearing, SelectorMatching.GroupsOf(bearing));
    }

    private static IEnumerable<RegionSelector> SelectorsOf(PolicyContent content) =>
        content.Subsidies.Rules.Select(rule => rule.Where).Concat(content.Contribution.Select(standard => standard.Where)).Concat(content.Bounds.Select(bound => bound.Where));

    private static string KeyOf(SubsidyChoice choice) => $"{choice.State}|{choice.Contribution}|{choice.Winner?.Category}|{choice.Amount}|{choice.Mode}|{choice.Problem}";

    private SubsidyChoice In(World world, RegionCode region, IReadOnlyList<string> held, Enrolment asked)
    {
        var found = StandardLookup.Contribution(policy, region, world, asked.ContributionTier, asked.PopulationGroup, asked.Age);
        var contribution = found.Yuan?.RoundToFen();
        List<WeighedIdentity> weighed = [.. held.Select(id => Weigh(id, region, world, asked)).OrderByDescending(identity => identity.Amount)]; // stable: on a tie the order of categories
        if (weighed.FirstOrDefault(identity => identity.Standard.State == SubsidyState.Inconsistent) is { } contradiction)
        {
            return Unknown([], contradiction.Standard.Problem ?? $"“{contradiction.Name}”的资助标准互相矛盾，请核对政策。");
        }

        var (granted, open) = (weighed.Where(identity => identity.Amount is not null).ToList(), weighed.Where(identity => identity.Standard.State is SubsidyState.WaitingForBasis or SubsidyState.Delegated).ToList());
        if (open.Count > 0 && (granted.Count == 0 || granted[0].Amount != contribution)) // nothing is above the whole contribution
        {
            return Unknown([.. open.Select(identity => identity.Standard.Gap).OfType<string>().Distinct(StringComparer.Ordinal)], string.Join("；", open.Select(WhyOpen)) + "。");
        }

        if (granted.Count == 0 || granted[0].Amount == Money.Zero)
        {
            return SubsidyChoice.Without(ChoiceState.None, contribution, weighed, [], held.Count == 0 ? "没有有效的身份。" : $"“{string.Join("”“", weighed.Select(identity => identity.Name))}”没有参保资助标准，不资助。");
        }

        var (winner, mode) = (granted[0], ModeOf(granted[0], region, world, asked));
        if (granted.Skip(1).Any(other => other.Amount != winner.Amount || ModeOf(other, region, world, asked) != mode) && policy.Chain.All(issued => issued.Content.Subsidies.Stacking is null))
        {
            return Unknown([], "政策没有规定具有多重身份的人员如何资助，请在政策中登记（如就高不就低）或登记缺口。");
        }

        var amount = winner.Standard.Yuan!.Value;
        IReadOnlyList<Step> steps = [winner.Standard.Step!, .. amount == winner.Amount!.Value.Yuan ? Array.Empty<Step>() : [Step.Of("资助金额", StepKind.RoundToFen, [new Operand(winner.Standard.Step!.Label, amount, "元/人")], "元/人", [])]];
        return new SubsidyChoice(
            ChoiceState.Amount,
            contribution,
            winner,
            [.. weighed.Skip(1)],
            mode,
            Inherited(winner.Category, region, world, asked, rule => rule.Timing),
            [],
            null,
            [],
            steps);

        SubsidyChoice Unknown(IReadOnlyList<string> gaps, string problem) => SubsidyChoice.Without(ChoiceState.Unknown, contribution, weighed, gaps, problem);
    }

    private WeighedIdentity Weigh(string category, RegionCode region, World world, Enrolment asked)
    {
        var standard = standards.Of(category, region, world, asked.ContributionTier, asked.PopulationGroup, asked.Age);
        return new WeighedIdentity(category, standards.NameOf(category), standard, standard.Yuan?.RoundToFen());
    }

    private string WhyOpen(WeighedIdentity identity) => identity.Standard switch
    {
        { State: SubsidyState.Delegated } standard => $"“{identity.Name}”的资助标准由下级确定，{standard.Issuer!.TenantName}以下还没有规定",
        { Gap: { } gap } => $"“{identity.Name}”的资助标准依据待补：{policy.FindGap(gap)?.What ?? gap}",
        _ => $"“{identity.Name}”的资助标准没有依据",
    };

    private PaymentMode? ModeOf(WeighedIdentity identity, RegionCode region, World world, Enrolment asked) => Inherited(identity.Category, region, world, asked, rule => rule.Pay);

    /// <summary>What the nearest rule says of it: where a city sets the amount and is silent on how or when it is paid, its province's words stand.</summary>
    private T? Inherited<T>(string category, RegionCode region, World world, Enrolment asked, Func<SubsidyRule, T?> partOf)
    {
        var line = standards.LineOf(category);
        return policy.NearestFirst.SelectMany(_ => line, (issued, id) => issued.Content.Subsidies.Rules.Where(rule => rule.Category == id && partOf(rule) is not null).ToList())
            .Select(rules => asked.Narrow(policy.Matching.All(rules, rule => rule.Where, region, world), rule => (rule.ContributionTier, rule.PopulationGroup, rule.Ages)).Entries)
            .Select(meant => policy.Matching.Best(meant, rule => rule.Where, region, world))
            .Where(best => best.Count == 1)
            .Select(best => partOf(best[0]))
            .FirstOrDefault();
    }

    private IReadOnlyList<BoundResult> BoundsOf(WeighedIdentity? winner, RegionCode region, Enrolment asked)
    {
        if (winner is null)
        {
            return [];
        }

        var question = new BoundQuestion(BoundSubject.Subsidy, region, winner.Standard.Yuan!.Value)
        {
            Category = winner.Category,
            ContributionTier = asked.ContributionTier,
            PopulationGroup = asked.PopulationGroup,
            Age = asked.Age,
        };
        return [.. bounds.Check(question with { PreviousYuan = previous?.Of(question) }).Where(result => result.Verdict != Verdict.Compliant)];
    }
}
