using MedInsure.Rules.Funding;
using static MedInsure.Rules.Policies.PolicyKeys;

namespace MedInsure.Rules.Policies;

/// <summary>上级约束, 备案, 时限, 统筹, 待遇 as values.</summary>
internal static class BoundValues
{
    public static void Write(ValueWriter write, PolicyContent content)
    {
        write.Section("对下级的约束");
        foreach (var (bound, key, i) in Keyed(content.Bounds, bound => bound.ToString(), bound => bound.Id))
        {
            var name = PolicyWords.Subject(bound.On) + (bound.Categories.Count > 0 ? $"：{write.Categories(bound.Categories)}" : "");
            write.Add(
                $"/bounds/{key}", $"$.bounds[{i}]", name, ValueWriter.InPrinciple(bound.Strength) + PolicyWords.Limit(bound.Limit),
                ValueWriter.Raw(bound.On, ValueWriter.Sorted(bound.Categories), RawOf(bound.Limit), bound.Strength), bound.Cite, CitedKind.Value, (bound.Limit as NotAbovePreviousLimit)?.Gap);
            write.Where($"/bounds/{key}", $"$.bounds[{i}]", name, bound.Where, bound.Cite);
        }

        write.Section("备案和时限");
        foreach (var (duty, key, i) in Keyed(content.MustFile, duty => duty.ToString(), duty => duty.To, duty => duty.What))
        {
            write.Add(
                $"/mustFile/{key}", $"$.mustFile[{i}]", "须备案", duty.What + (duty.Recipients.Count > 0 ? $"，报{ValueWriter.Sorted(duty.Recipients)}" : string.Empty),
                ValueWriter.Raw(duty.What, duty.To, ValueWriter.Sorted(duty.Recipients)), duty.Cite, CitedKind.Value);
        }

        foreach (var (deadline, key, i) in Keyed(content.Deadlines, deadline => deadline.ToString(), deadline => deadline.Id))
        {
            write.Add(
                $"/deadlines/{key}", $"$.deadlines[{i}]", deadline.Subject, $"{PolicyWords.DueBy(deadline)}，由{deadline.Actor}办理",
                ValueWriter.Raw(deadline.Subject, deadline.Month, deadline.MonthEnd ? "end" : deadline.Day, deadline.YearOffset, deadline.Anchor, deadline.Actor), deadline.Cite, CitedKind.Value);
        }

        write.Section("政策区域分组");
        foreach (var (group, key, i) in Keyed(content.Groups, group => group.Name, group => group.Id))
        {
            var within = group.Within is { } outer ? List(outer.Groups, outer.Under, outer.Regions) : null;
            write.Add(
                $"/groups/{key}", $"$.groups[{i}]", group.Name, GroupText(write, group),
                ValueWriter.Raw(group.Name, List([], group.Under, group.Regions), group.Gap, within, group.Count), group.Cite, CitedKind.Value, group.Gap);
        }

        Pooling(write, content.Pooling);
        write.Section("待遇参数");
        foreach (var (benefit, key, i) in Keyed(content.Benefits, benefit => benefit.ToString(), benefit => benefit.Id))
        {
            Benefit(write, benefit, $"/benefits/{key}", $"$.benefits[{i}]");
        }
    }

    private static string GroupText(ValueWriter write, RegionGroup group)
    {
        var members = string.Join("、", group.Under.Order().Select(code => write.Names.Region(code) + "所辖各县").Concat(group.Regions.Order().Select(write.Names.Region)));
        var count = group.Count is { } number ? $"共 {number} 个" : null;
        var missing = group.Gap is null ? null : "名单依据待补" + (group.Within is { } within ? $"，在{PolicyWords.Where(new RegionSelector { Groups = within.Groups, Under = within.Under, Regions = within.Regions }, write.Names.Region, write.Names.Group)}之内" : string.Empty);
        return string.Join("；", new[] { members.Length == 0 ? null : members, missing, count }.OfType<string>());
    }

    private static void Pooling(ValueWriter write, PoolingPlan? pooling)
    {
        write.Section("统筹");
        if (pooling is null)
        {
            return;
        }

        if (pooling.Mode is not null || pooling.Level is not null || pooling.Cite.Count > 0)
        {
            var text = string.Join("，", new[] { pooling.Level is { } level ? PayerNames.Of(level) + "统筹" : null, pooling.Mode is { } mode ? PolicyWords.Pooling(mode) : null }.OfType<string>());
            write.Add("/pooling/mode", "$.pooling", "统筹模式", text.Length == 0 ? "未写模式" : text, ValueWriter.Raw(pooling.Mode, pooling.Level), pooling.Cite, pooling.Mode is null && pooling.Level is null ? CitedKind.Open : CitedKind.Value);
        }

        foreach (var (item, key, i) in Keyed(pooling.Unified, item => item.ToString(), item => item.Name))
        {
            write.Add($"/pooling/unified/{key}", $"$.pooling.unified[{i}]", "统一事项", item.State is { } state ? $"{item.Name}：{state}" : item.Name, ValueWriter.Raw(item.State), item.Cite, CitedKind.Value);
        }

        foreach (var (stage, key, i) in Keyed(pooling.Stages, stage => stage.ToString(), stage => stage.Name + FirstOf(stage.Where), stage => AllOf(stage.Where)))
        {
            write.Add($"/pooling/stages/{key}", $"$.pooling.stages[{i}]", stage.Name, ValueWriter.Period(stage.From, stage.To), ValueWriter.Raw(stage.From, stage.To), stage.Cite, CitedKind.Value);
            write.Where($"/pooling/stages/{key}", $"$.pooling.stages[{i}]", stage.Name, stage.Where, stage.Cite);
        }

        foreach (var (rule, key, i) in Keyed(pooling.Rules, rule => rule.Rule, rule => rule.Id))
        {
            write.Add($"/pooling/rules/{key}", $"$.pooling.rules[{i}]", "基金管理", rule.Rule, rule.Rule, rule.Cite, CitedKind.Value);
        }
    }

    private static void Benefit(ValueWriter write, BenefitParameter benefit, string path, string json)
    {
        var raw = benefit.Value switch
        {
            RateBenefit rate => ValueWriter.Raw("rate", rate.Rate),
            RateChangeBenefit change => ValueWriter.Raw("change", change.Points),
            FactorBenefit factor => ValueWriter.Raw("factor", factor.Factor, factor.Of),
            AbolishedBenefit => "abolished",
            GapBenefit missing => ValueWriter.Raw("gap", missing.Gap),
            _ => throw new ArgumentOutOfRangeException(nameof(benefit)),
        };
        var gap = (benefit.Value as GapBenefit)?.Gap;
        var who = benefit.Categories.Count == 0 ? string.Empty : $"（{write.Categories(benefit.Categories)}）";
        write.Add(
            path, json, benefit.Name, ValueWriter.InPrinciple(benefit.Strength) + PolicyWords.Benefit(benefit.Value) + (benefit.While is { } period ? $"（{period}）" : string.Empty) + who,
            ValueWriter.Raw(benefit.Name, benefit.Insurance, benefit.Subject, ValueWriter.Sorted(benefit.Categories), raw, benefit.While, benefit.Strength, benefit.Gap),
            benefit.Cite, PolicyValues.Unless(gap), gap ?? benefit.Gap);
    }

    private static string RawOf(BoundLimit limit) => limit switch
    {
        MinimumLimit minimum => ValueWriter.Raw("min", minimum.Yuan),
        MaximumLimit maximum => ValueWriter.Raw("max", maximum.Yuan),
        RangeLimit range => ValueWriter.Raw("range", range.FromYuan, range.ToYuan),
        RateRangeLimit rates => ValueWriter.Raw("rateRange", rates.FromRate, rates.ToRate),
        NotAbovePreviousLimit { Gap: null } previous => ValueWriter.Raw("notAbovePrevious", previous.WhenPreviousAboveYuan),
        NotAbovePreviousLimit previous => ValueWriter.Raw("notAbovePrevious", previous.WhenPreviousAboveYuan, previous.Gap),
        FullLimit => "full",
        _ => throw new ArgumentOutOfRangeException(nameof(limit)),
    };
}
