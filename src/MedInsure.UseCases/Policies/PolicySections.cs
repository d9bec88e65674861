using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Policies;

/// <summary>One value of a policy as a line of text with its basis.</summary>
/// <param name="Scope">For whom or where it holds.</param>
/// <param name="GapId">Set when the value is a gap.</param>
public sealed record PolicyLine(string Item, string Scope, string Value, string Strength, IReadOnlyList<Source> Sources, string? GapId = null);

public sealed record PolicySection(string Title, IReadOnlyList<PolicyLine> Lines);

/// <summary>A policy's values in the order in which a reader of the notice expects them. Empty parts are left out.</summary>
internal sealed class PolicySections(IssuedPolicy policy, EffectivePolicy effective)
{
    private readonly PolicyContent content = policy.Content;

    public IReadOnlyList<PolicySection> All()
    {
        PolicySection[] sections =
        [
            new("筹资标准", [.. Standards("人均财政补助标准", content.FiscalSubsidy), .. Standards("个人缴费标准", content.Contribution)]),
            new("财政补助分担", [.. Tiers(), .. Splits(), .. TopUps()]),
            new("大病保险筹资", [.. Illness()]),
            new("从基金列支的其他项目", [.. content.FundItems.Select(item => Line(item.Name, Where(item.Where), $"{PolicyWords.Yuan(item.Yuan)} 元/人", item.Cite))]),
            new("参保资助", [.. SubsidyLines()]),
            new("对象名称对照", [.. content.Subsidies.Aliases.Select(alias => Line(alias.Name, "本地称谓", $"即上级文件所称“{CategoryName(alias.Category)}”", alias.Cite))]),
            new("对下级的约束", [.. Bounds()]),
            new("备案和时限", [.. Duties()]),
            new("政策区域分组", [.. Groups()]),
            new("统筹", [.. PoolingLines()]),
            new("待遇参数", [.. content.Benefits.Select(benefit => Line(
                benefit.Name, benefit.Categories.Count == 0 ? "全体参保人" : string.Join("、", benefit.Categories.Select(CategoryName)), PolicyWords.Benefit(benefit.Value) + (benefit.While is { } period ? $"（{period}）" : ""), benefit.Cite, benefit.Strength, (benefit.Value as GapBenefit)?.Gap ?? benefit.Gap))]),
        ];
        return [.. sections.Where(section => section.Lines.Count > 0)];
    }

    private IEnumerable<PolicyLine> Standards(string item, IReadOnlyList<Standard> standards) => standards.Select(standard => Line(
        item + (standard.ContributionTier is { } tier ? $"（{tier}）" : "") + (standard.PopulationGroup is { } group ? $"（{group}）" : ""),
        Where(standard.Where),
        standard.Yuan is { } yuan ? $"{PolicyWords.Yuan(yuan)} 元/人" : "依据待补",
        standard.Cite,
        standard.Strength,
        standard.Gap));

    private IEnumerable<PolicyLine> Tiers()
    {
        if (content.Funding.Gap is { } gap)
        {
            yield return GapLine("分担方案", gap);
        }

        foreach (var tier in content.Funding.Tiers)
        {
            yield return Line(tier.Name, Where(tier.Where), PolicyWords.Shares(tier.Shares), [.. tier.Cite, .. tier.Shares.SelectMany(share => share.Cite)], gap: tier.Shares.Select(share => share.OpenGap).FirstOrDefault(open => open is not null));
        }
    }

    private IEnumerable<PolicyLine> Splits() => content.Funding.Splits.Select(split => Line(
        $"{Rules.Funding.PayerNames.Of(split.Of)}的分担", Where(split.Where), PolicyWords.Shares(split.Shares), [.. split.Cite, .. split.Shares.SelectMany(share => share.Cite)]));

    private IEnumerable<PolicyLine> TopUps() => content.Funding.TopUps.Select(topUp => Line(
        "本地提标部分的分担", Where(topUp.Where), PolicyWords.Shares(topUp.Shares), [.. topUp.Cite, .. topUp.Shares.SelectMany(share => share.Cite)]));

    private IEnumerable<PolicyLine> Illness()
    {
        if (content.CriticalIllness.Gap is { } gap)
        {
            yield return GapLine("大病保险筹资标准", gap);
        }

        foreach (var tier in content.CriticalIllness.Tiers)
        {
            yield return Line(tier.Name, Where(tier.Where), $"{PolicyWords.Yuan(tier.Yuan)} 元/人", tier.Cite);
        }

        foreach (var (backstop, order) in content.CriticalIllness.Backstop.Select((backstop, i) => (backstop, i + 1)))
        {
            yield return Line("筹资不足时的弥补", $"第{order}顺序", backstop.Source, backstop.Cite);
        }
    }

    private IEnumerable<PolicyLine> SubsidyLines()
    {
        if (content.Subsidies.Stacking is { } stacking)
        {
            yield return Line("多重身份", "全部资助对象", "就高不就低", stacking.Cite);
        }

        foreach (var rule in content.Subsidies.Rules)
        {
            var timing = rule.Timing?.NewlyAdded is { } added ? "；" + PolicyWords.Months(added) : "";
            yield return Line(
                CategoryName(rule.Category),
                Where(rule.Where),
                $"{PolicyWords.Form(rule.Form)}；方式：{PolicyWords.Pay(rule.Pay)}{timing}",
                [.. rule.Cite, .. rule.Timing?.Cite ?? []],
                gap: (rule.Form as GapSubsidy)?.Gap);
        }
    }

    private IEnumerable<PolicyLine> Bounds() => content.Bounds.Select(bound => Line(
        PolicyWords.Subject(bound.On) + (bound.Categories.Count > 0 ? $"：{string.Join("、", bound.Categories.Select(CategoryName))}" : ""),
        Where(bound.Where),
        PolicyWords.Limit(bound.Limit) + InYuan(bound.Limit),
        bound.Cite,
        bound.Strength));

    /// <summary>What a percentage comes to on the contribution that is in force; nothing where several contributions or none are.</summary>
    private string InYuan(BoundLimit limit)
    {
        var contributions = effective.NearestFirst.Select(issued => issued.Content.Contribution).FirstOrDefault(standards => standards.Count > 0);
        return limit is RateRangeLimit rates && contributions is [{ Yuan: { } yuan }]
            ? $"（按个人缴费 {PolicyWords.Yuan(yuan)} 元，为 {PolicyWords.Yuan(yuan * rates.FromRate)} 元至 {PolicyWords.Yuan(yuan * rates.ToRate)} 元）"
            : string.Empty;
    }

    private IEnumerable<PolicyLine> Duties()
    {
        foreach (var duty in content.MustFile)
        {
            yield return Line("须备案", duty.What, $"报{string.Join("、", duty.Recipients)}备案（文件没有规定日期）", duty.Cite);
        }

        foreach (var deadline in content.Deadlines)
        {
            yield return Line(deadline.Subject, deadline.Actor, PolicyWords.DueBy(deadline), deadline.Cite);
        }
    }

    private IEnumerable<PolicyLine> Groups() => content.Groups.Select(group => Line(
        group.Name,
        group.Count is { } count ? $"{count}个" : "—",
        group.Gap is null
            ? string.Join("、", group.Under.Select(code => Name(code) + "所辖各县").Concat(group.Regions.Select(Name)))
            : "名单依据待补" + (group.Within is { } within ? $"（范围在{string.Join("、", within.Under.Concat(within.Regions).Select(Name))}之内）" : ""),
        group.Cite,
        gap: group.Gap));

    private IEnumerable<PolicyLine> PoolingLines()
    {
        if (content.Pooling is not { } pooling)
        {
            yield break;
        }

        if (pooling.Mode is { } mode)
        {
            yield return Line("统筹模式", pooling.Level is { } level ? Rules.Funding.PayerNames.Of(level) : "—", PolicyWords.Pooling(mode), pooling.Cite);
        }

        foreach (var item in pooling.Unified)
        {
            yield return Line("统一事项", item.Name, item.State ?? "已规定", item.Cite);
        }

        foreach (var stage in pooling.Stages)
        {
            yield return Line(stage.Name, Where(stage.Where), $"{(stage.From is { } from ? $"{from:yyyy-MM-dd}" : "")}至{(stage.To is { } to ? $"{to:yyyy-MM-dd}" : "")}", stage.Cite);
        }

        foreach (var rule in pooling.Rules)
        {
            yield return Line("基金管理", "—", rule.Rule, rule.Cite);
        }
    }

    private PolicyLine GapLine(string item, string gap) => new(item, "全部地区", $"依据待补：{effective.FindGap(gap)?.What ?? gap}", PolicyWords.Of(Strength.Hard), policy.SourcesOf(effective.FindGap(gap)?.Cite ?? []), gap);

    private PolicyLine Line(string item, string scope, string value, IReadOnlyList<Citation> cite, Strength strength = Strength.Hard, string? gap = null) =>
        new(item, scope, value, PolicyWords.Of(strength), [.. policy.SourcesOf(cite).Distinct()], gap);

    private string Where(RegionSelector where) => PolicyWords.Where(where, effective.Regions, group => effective.Groups.Find(group)?.Name ?? group);

    private string Name(RegionCode code) => effective.Regions.Find(code)?.Name ?? code.Value;

    private string CategoryName(string id) => effective.NearestFirst.SelectMany(issued => issued.Content.Subsidies.Categories).FirstOrDefault(category => category.Id == id)?.Name ?? id;
}
