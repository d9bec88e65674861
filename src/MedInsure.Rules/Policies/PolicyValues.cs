using MedInsure.Rules.Funding;
using static MedInsure.Rules.Policies.PolicyKeys;

namespace MedInsure.Rules.Policies;

/// <summary>
/// Every value of a policy as one flat list, in the order in which a reader of the notice expects them. It is the base of the redline, of the
/// confirmations of a rolled year, and of the links from the checks. See docs/rules/values.md.
/// </summary>
public static class PolicyValues
{
    public static IReadOnlyList<PolicyValue> Of(PolicyContent content) => Of(content, PolicyNames.Of(content));

    /// <param name="names">Names for regions and for what the levels above define.</param>
    public static IReadOnlyList<PolicyValue> Of(PolicyContent content, PolicyNames names)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(names);
        var write = new ValueWriter(names);
        write.Section("基本信息");
        write.Add("/title", "$.title", "政策名称", content.Title, content.Title, [], null);
        write.Add("/year/funding", "$.year.funding", "财政补助年度", $"{content.Year.Funding} 年", $"{content.Year.Funding}", [], null);
        Windows(write, "征缴期", content.Year.Collection, "/year/collection", "$.year.collection");
        Windows(write, "待遇年度", content.Year.Coverage, "/year/coverage", "$.year.coverage");
        write.Section("筹资标准");
        Standards(write, "人均财政补助标准", content.FiscalSubsidy, "/fiscalSubsidy", "$.fiscalSubsidy");
        Standards(write, "个人缴费标准", content.Contribution, "/contribution", "$.contribution");
        write.Section("财政补助分担");
        Funding(write, content.Funding);
        TopUps(write, content.Funding);
        write.Section("大病保险筹资");
        Illness(write, content.CriticalIllness);
        write.Section("从基金列支的其他项目");
        foreach (var (item, key, i) in Keyed(content.FundItems, item => item.ToString(), item => item.Id))
        {
            write.Add($"/fundItems/{key}", $"$.fundItems[{i}]", item.Name, ValueWriter.PerHead(item.Yuan), ValueWriter.Raw(item.Name, item.Yuan), item.Cite, CitedKind.Value);
            write.Where($"/fundItems/{key}", $"$.fundItems[{i}]", item.Name, item.Where, item.Cite);
        }

        SubsidyValues.Write(write, content.Subsidies);
        BoundValues.Write(write, content);
        DocumentValues.Write(write, content);
        return write.Values;
    }

    /// <summary>The value at a place that a check names ("$.funding.tiers[0].shares[1].yuan"): the innermost one that holds it.</summary>
    public static PolicyValue? At(IReadOnlyList<PolicyValue> values, string jsonPath) =>
        values.Where(value => jsonPath.StartsWith(value.JsonPath, StringComparison.Ordinal) && (jsonPath.Length == value.JsonPath.Length || jsonPath[value.JsonPath.Length] is '.' or '['))
            .MaxBy(value => value.JsonPath.Length);

    private static void Windows(ValueWriter write, string label, IReadOnlyList<YearWindow> windows, string path, string json)
    {
        foreach (var (window, key, i) in Keyed(windows, window => window.ToString(), window => window.PopulationGroup ?? "ordinary"))
        {
            var text = window.Gap is not null ? "依据待补" : ValueWriter.Period(window.From, window.To);
            write.Add($"{path}/{key}", $"{json}[{i}]", label + Suffix(window.PopulationGroup), text, ValueWriter.Raw(window.From, window.To, window.Gap), window.Cite, Unless(window.Gap), window.Gap);
        }
    }

    private static void Standards(ValueWriter write, string label, IReadOnlyList<Standard> standards, string path, string json)
    {
        foreach (var (standard, key, i) in Keyed(standards, standard => standard.ToString(), standard => PolicyKeys.Of(standard.ContributionTier, standard.PopulationGroup, standard.Ages) + FirstOf(standard.Where), standard => AllOf(standard.Where)))
        {
            var name = label + Suffix(standard.ContributionTier, standard.PopulationGroup, standard.Ages?.ToText());
            var text = standard.Yuan is { } yuan
                ? $"{ValueWriter.InPrinciple(standard.Strength)}{ValueWriter.PerHead(yuan)}{(standard.BaseYuan is { } part ? $"（其中基础标准 {ValueWriter.PerHead(part)}）" : "")}"
                : "依据待补";
            write.Add($"{path}/{key}", $"{json}[{i}]", name, text, ValueWriter.Raw(standard.Yuan, standard.BaseYuan, standard.Gap, standard.Strength), standard.Cite, Unless(standard.Gap), standard.Gap);
            write.Where($"{path}/{key}", $"{json}[{i}]", name, standard.Where, standard.Cite);
        }
    }

    private static void Funding(ValueWriter write, FundingScheme funding)
    {
        if (funding.Gap is { } missing)
        {
            write.Add("/funding/gap", "$.funding", "分担方案", "依据待补", missing, [], CitedKind.Open, missing);
        }

        foreach (var (tier, key, i) in Keyed(funding.Tiers, tier => tier.Name, tier => tier.Id))
        {
            var (path, json) = ($"/funding/tiers/{key}", $"$.funding.tiers[{i}]");
            write.Add(path, json, "分担档次", $"{tier.Name}：{write.WhereText(tier.Where)}", ValueWriter.Raw(tier.Name, AllOf(tier.Where)), tier.Cite, CitedKind.Value);
            Shares(write, tier.Shares, tier.Name, path, json);
        }

        foreach (var (split, key, i) in Keyed(funding.Splits, split => AllOf(split.Where), split => PolicyKeys.Of(split.Of) + FirstOf(split.Where), split => AllOf(split.Where)))
        {
            var (path, json) = ($"/funding/splits/{key}", $"$.funding.splits[{i}]");
            write.Add(path, json, $"{PayerNames.Of(split.Of)}的分担", $"{write.WhereText(split.Where)}：{PolicyWords.Shares(split.Shares)}", ValueWriter.Raw(AllOf(split.Where)), split.Cite, CitedKind.Value);
            Shares(write, split.Shares, $"{PayerNames.Of(split.Of)}（{write.WhereText(split.Where)}）", path, json);
        }
    }

    private static void TopUps(ValueWriter write, FundingScheme funding)
    {
        foreach (var (topUp, key, i) in Keyed(funding.TopUps, topUp => AllOf(topUp.Where), topUp => "top-up" + FirstOf(topUp.Where), topUp => AllOf(topUp.Where)))
        {
            var (path, json) = ($"/funding/topUps/{key}", $"$.funding.topUps[{i}]");
            write.Add(path, json, "本地提标部分的分担", $"{write.WhereText(topUp.Where)}：{PolicyWords.Shares(topUp.Shares)}", ValueWriter.Raw(AllOf(topUp.Where)), topUp.Cite, CitedKind.Value);
            Shares(write, topUp.Shares, $"本地提标部分（{write.WhereText(topUp.Where)}）", path, json);
        }
    }

    private static void Shares(ValueWriter write, IReadOnlyList<TierShare> shares, string of, string path, string json)
    {
        foreach (var (share, key, i) in Keyed(shares, share => share.ToString(), share => PolicyKeys.Of(share.Payers)))
        {
            var (raw, gap) = share switch
            {
                FixedShare set => (ValueWriter.Raw("fixed", set.Yuan), null),
                RateShare rate => (ValueWriter.Raw("rate", rate.Rate, rate.Of), null),
                PartShare part => (ValueWriter.Raw("part", part.Part), null),
                RestShare => ("rest", null),
                IncreaseShare up => (ValueWriter.Raw("increase", up.BaseYuan, up.Rate, up.BaseTotalYuan, up.BaseYear), null),
                GapShare missing => (ValueWriter.Raw("gap", missing.Gap), missing.Gap),
                _ => throw new ArgumentOutOfRangeException(nameof(shares)),
            };
            write.Add(
                $"{path}/shares/{key}", $"{json}.shares[{i}]", $"{of} {PayerNames.Of(share.Payers)}", PolicyWords.ShareAmount(share), ValueWriter.Raw(raw, share.Floor, share.OpenGap),
                share.Cite, share is GapShare ? CitedKind.Open : CitedKind.Value, gap ?? share.OpenGap);
        }
    }

    private static void Illness(ValueWriter write, CriticalIllness illness)
    {
        if (illness.Gap is { } missing)
        {
            write.Add("/criticalIllness/gap", "$.criticalIllness", "大病保险筹资标准", "依据待补", missing, [], CitedKind.Open, missing);
        }

        foreach (var (tier, key, i) in Keyed(illness.Tiers, tier => tier.Name, tier => tier.Id))
        {
            write.Add($"/criticalIllness/tiers/{key}", $"$.criticalIllness.tiers[{i}]", tier.Name, ValueWriter.PerHead(tier.Yuan), ValueWriter.Raw(tier.Name, tier.Yuan), tier.Cite, CitedKind.Value);
            write.Where($"/criticalIllness/tiers/{key}", $"$.criticalIllness.tiers[{i}]", tier.Name, tier.Where, tier.Cite);
        }

        // The order in which they step in is the rule, so it belongs to the value.
        foreach (var (backstop, key, i) in Keyed(illness.Backstop, backstop => backstop.ToString(), backstop => backstop.Source))
        {
            write.Add($"/criticalIllness/backstop/{key}", $"$.criticalIllness.backstop[{i}]", "筹资不足时的弥补", $"第{i + 1}顺序：{backstop.Source}", ValueWriter.Raw(i, backstop.Source), backstop.Cite, CitedKind.Value);
        }
    }

    internal static string Suffix(params string?[] words)
    {
        var text = string.Join("，", words.OfType<string>());
        return text.Length == 0 ? text : $"（{text}）";
    }

    internal static CitedKind Unless(string? gap) => gap is null ? CitedKind.Value : CitedKind.Open;
}
