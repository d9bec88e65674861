using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Subsidies;

public enum SubsidyState
{
    /// <summary>An amount in yuan.</summary>
    Amount,

    /// <summary>由下级确定: the notice leaves the amount to the level below; bounds may limit it.</summary>
    Delegated,

    /// <summary>依据待补</summary>
    WaitingForBasis,

    /// <summary>No level has a rule for the category.</summary>
    None,

    Inconsistent,
}

/// <summary>资助标准 of a category in a region.</summary>
/// <param name="Yuan">Never above the contribution; null unless <see cref="SubsidyState.Amount"/>.</param>
/// <param name="IsFloor">The amount is the least that is given (a rate as a floor).</param>
public sealed record SubsidyStandard(
    SubsidyState State,
    Fraction? Yuan,
    bool IsFull,
    bool IsFloor,
    SubsidyRule? Rule,
    IssuedPolicy? Issuer,
    Step? Step,
    string? Gap,
    string? Problem,
    IReadOnlyList<Source> Sources);

/// <summary>
/// Finds the subsidy of a category: the nearest bureau that has a rule for it, or else for the wider category that it belongs to. Levels name one
/// group by different words, so a city's 农村低保二类 answers to the province's 城乡低保差额保障对象 through its parent.
/// </summary>
public sealed class SubsidyStandards(EffectivePolicy policy)
{
    private readonly Dictionary<string, SubsidyCategory> categories = policy.Chain.SelectMany(issued => issued.Content.Subsidies.Categories)
        .GroupBy(category => category.Id).ToDictionary(group => group.Key, group => group.Last());

    /// <summary>All categories of the chain, wider ones of the upper levels first.</summary>
    public IEnumerable<SubsidyCategory> Categories => categories.Values;

    /// <summary>The name by the nearest bureau that defines the category; its id where none does.</summary>
    public string NameOf(string category) => categories.GetValueOrDefault(category)?.Name ?? category;

    /// <summary>The category and the wider ones above it, nearest first.</summary>
    public IReadOnlyList<string> LineOf(string category)
    {
        var line = new List<string>();
        for (string? id = category; id is not null && !line.Contains(id); id = categories.GetValueOrDefault(id)?.Parent)
        {
            line.Add(id);
        }

        return line;
    }

    public SubsidyStandard Of(string category, RegionCode region, World world, string? contributionTier = null, string? populationGroup = null, int? age = null)
    {
        var asked = new Enrolment(contributionTier, populationGroup, age);
        var line = LineOf(category);
        SubsidyStandard? delegated = null;
        foreach (var issued in policy.NearestFirst)
        {
            foreach (var id in line)
            {
                var here = issued.Content.Subsidies.Rules.Where(rule => rule.Category == id && policy.Matching.Match(rule.Where, region, world) != Specificity.None).ToList();
                var (meant, problem) = asked.Narrow(here, rule => (rule.ContributionTier, rule.PopulationGroup, rule.Ages));
                var best = policy.Matching.Best(meant, rule => rule.Where, region, world);
                if (problem is not null || best.Count > 1)
                {
                    var name = NameOf(id);
                    return Without(SubsidyState.Inconsistent, issued, problem is null ? $"{issued.TenantName}对“{name}”规定了 {best.Count} 个同样适用的资助标准，请核对政策。" : $"{issued.TenantName}对“{name}”的资助标准：{problem}");
                }

                if (best.Count == 1)
                {
                    var found = Evaluate(issued, best[0], region, world, asked);
                    if (found.State != SubsidyState.Delegated)
                    {
                        return found;
                    }

                    delegated ??= found;
                }
            }
        }

        return delegated ?? Without(SubsidyState.None, null, null);
    }

    private static SubsidyStandard Without(SubsidyState state, IssuedPolicy? issued, string? problem) => new(state, null, false, false, null, issued, null, null, problem, []);

    private SubsidyStandard Evaluate(IssuedPolicy issued, SubsidyRule rule, RegionCode region, World world, Enrolment asked)
    {
        var sources = policy.SourcesOf(issued, rule.Cite);
        if (rule.Form is DelegatedSubsidy)
        {
            return new SubsidyStandard(SubsidyState.Delegated, null, false, false, rule, issued, null, null, null, sources);
        }

        if (rule.Form is GapSubsidy gap)
        {
            return new SubsidyStandard(SubsidyState.WaitingForBasis, null, false, false, rule, issued, null, gap.Gap, null, sources);
        }

        var contribution = StandardLookup.Contribution(policy, region, world, asked.ContributionTier ?? rule.ContributionTier, asked.PopulationGroup ?? rule.PopulationGroup, asked.Age);
        var isFull = rule.Form is FullSubsidy;
        if (contribution.Yuan is not { } whole)
        {
            // A fixed amount stands on its own; only "never above the contribution" cannot be checked yet.
            return rule.Form is FixedSubsidy alone
                ? Amount(Step.Of("资助标准", StepKind.Given, [new Operand("定额", alone.Yuan, "元/人")], "元/人", sources, "个人缴费标准待补，未与之比较"))
                : new SubsidyStandard(contribution.Gap is null ? SubsidyState.Inconsistent : SubsidyState.WaitingForBasis, null, isFull, false, rule, issued, null, contribution.Gap, contribution.Problem, sources);
        }

        var paid = new Operand("个人缴费标准", whole, "元/人");
        return rule.Form switch
        {
            FullSubsidy => Amount(Step.Of("全额资助", StepKind.Given, [paid], "元/人", [.. sources, .. contribution.Sources])),
            RateSubsidy { Rate: > 1 } => Amount(Step.Of("资助标准", StepKind.Given, [paid], "元/人", [.. sources, .. contribution.Sources], "资助比例超过 1，以缴费标准为限")),
            RateSubsidy rate => Amount(Step.Of("按比例资助", StepKind.Product, [paid, new Operand("资助比例", rate.Rate, "")], "元/人", [.. sources, .. contribution.Sources]), rate.Floor),
            FixedSubsidy set when set.Yuan > whole => Amount(Step.Of("资助标准", StepKind.Given, [paid], "元/人", [.. sources, .. contribution.Sources], $"定额 {((Fraction)set.Yuan).ToYuanText()} 元高于个人缴费标准，以缴费标准为限")),
            FixedSubsidy set => Amount(Step.Of("资助标准", StepKind.Given, [new Operand("定额", set.Yuan, "元/人")], "元/人", sources)),
            _ => throw new InvalidOperationException($"Unknown form {rule.Form.GetType().Name}."),
        };

        SubsidyStandard Amount(Step step, bool floor = false) => new(SubsidyState.Amount, step.Result, isFull, floor, rule, issued, step, null, null, step.Sources);
    }
}
