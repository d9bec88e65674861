using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;

namespace MedInsure.Cli.Policies;

/// <summary>The split for people: a table, then how each figure came about, what did not apply, the bounds, and the gaps with what would fill them.</summary>
internal static class SplitText
{
    public static void Write(TextWriter output, TriedSplit tried)
    {
        var policy = tried.Policy;
        output.WriteLine($"{tried.Trial.Chain.FundingYear}年度 城乡居民医保财政补助分担");
        output.WriteLine($"政策：{string.Join(" → ", policy.Chain.Select(issued => issued.TenantName))}");
        output.WriteLine($"区划日期：{policy.Regions.AsOf:yyyy-MM-dd}    单位：人均为元/人{(tried.Headcount is null ? "" : "，金额为元")}");
        foreach (var assumption in policy.Assumptions)
        {
            output.WriteLine($"假设（不能作为正式依据）：{assumption.Label}");
        }

        output.WriteLine();
        Table(tried).Write(output);
        if (tried.Regions is [var only])
        {
            Explain(output, only);
            CriticalIllness(output, only);
        }

        ComplianceText.Write(output, tried.Compliance, policy, withRegions: tried.Regions.Count > 1);
        Gaps(output, policy, tried.Gaps);
    }

    public static void Gaps(TextWriter output, EffectivePolicy policy, IEnumerable<string> ids)
    {
        var gaps = ids.Select(id => (id, gap: policy.FindGap(id))).ToList();
        if (gaps.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("缺口（依据待补）");
        foreach (var (id, gap) in gaps)
        {
            output.WriteLine($"  {id}：{gap?.What ?? "未登记"}；补齐需要：{gap?.Expected ?? "尚不清楚"}{(gap?.Owner is { } owner ? $"；负责：{owner}" : "")}");
        }
    }

    private static TextTable Table(TriedSplit tried)
    {
        var payers = tried.Regions.SelectMany(region => region.Split.Possibilities).SelectMany(row => row.Shares).Select(share => share.Payers).Distinct().OrderBy(PayerNames.Rank).ThenBy(payer => payer).ToList();
        var table = new TextTable(["代码", "地区", "状态", "条件", "档次", "合计", .. payers.Select(PayerNames.Of)]) { FiguresFrom = 5 };
        foreach (var region in tried.Regions)
        {
            var state = region.Split.State switch { SplitState.Determined => "已确定", SplitState.Undetermined => "依据待补", _ => "政策矛盾" } + (region.Split.Assumptions.Count > 0 ? "（假设）" : "");
            if (region.Split.Possibilities.Count == 0)
            {
                table.Add([region.Region.Code.Value, region.Region.Name, state, "", "", "—", .. payers.Select(_ => "—")]);
            }

            for (var i = 0; i < region.Split.Possibilities.Count; i++)
            {
                var row = region.Split.Possibilities[i];
                table.Add([region.Region.Code.Value, region.Region.Name, state, row.Condition, row.TierName, row.Total.ToYuanText(), .. payers.Select(payer => Share(row, payer))]);
                if (region.Line is { } line)
                {
                    var amounts = line.Rows[i];
                    table.Add(["", $"{line.Persons} 人", "金额", "", "", Amount(amounts.Total), .. payers.Select(payer => Amount(amounts.Cells.FirstOrDefault(cell => cell.Payers == payer)?.Amount))]);
                }
            }
        }

        return table;
    }

    private static string Share(SplitPossibility row, Payers payer) => row.Of(payer)?.ToYuanText() ?? "—";

    private static string Amount(Money? amount) => amount is { } money ? money.Yuan.ToString("#,##0.00", System.Globalization.CultureInfo.InvariantCulture) : "—";

    private static void Explain(TextWriter output, TriedRegion region)
    {
        foreach (var row in region.Split.Possibilities)
        {
            output.WriteLine();
            output.WriteLine($"计算过程{(row.Condition.Length > 0 ? $"（{row.Condition}）" : "")}：{row.TierName}");
            WriteStep(output, row.TotalStep);
            foreach (var share in row.Shares)
            {
                output.WriteLine($"  【{PayerNames.Of(share.Payers)}】{(share.IsBucket ? share.OpenGap is { } gap ? $"各级比例依据待补（{gap}）" : "各级比例由下级确定" : "")}");
                foreach (var step in region.StepsOf(share))
                {
                    WriteStep(output, step);
                }
            }

            if (row.NotApplied.Count > 0)
            {
                output.WriteLine("  未适用：");
                foreach (var other in row.NotApplied)
                {
                    output.WriteLine($"    {other.What}：{other.Why}。{string.Concat(other.Sources.Select(source => $"〔{source}〕"))}");
                }
            }
        }

        foreach (var label in region.Split.Assumptions)
        {
            output.WriteLine($"  以上结果依赖假设：{label}");
        }
    }

    private static void CriticalIllness(TextWriter output, TriedRegion region)
    {
        if (region.CriticalIllness is not { } illness)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(illness switch
        {
            { Problem: { } problem } => $"大病保险筹资：{problem}",
            { Possibilities.Count: 0 } => "大病保险筹资：依据待补",
            _ => "大病保险筹资",
        });
        foreach (var row in illness.Possibilities)
        {
            if (row.Condition.Length > 0)
            {
                output.WriteLine($"  {row.Condition}：");
            }

            WriteStep(output, row.TotalStep);
        }
    }

    private static void WriteStep(TextWriter output, Step step)
    {
        output.WriteLine($"    {step.Label} = {step.Formula()}{(step.Kind == StepKind.Given ? "" : $" = {Step.Show(step.Result, step.Unit)}")}{(step.Note is null ? "" : $"（{step.Note}）")}");
        foreach (var source in step.Sources)
        {
            output.WriteLine($"      依据：{source}");
        }
    }
}
