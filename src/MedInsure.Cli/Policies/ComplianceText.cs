using MedInsure.Rules.Constraints;
using MedInsure.Rules.Policies;

namespace MedInsure.Cli.Policies;

/// <summary>上级约束 with its three answers.</summary>
internal static class ComplianceText
{
    public static string Of(Verdict verdict) => verdict switch { Verdict.Compliant => "符合", Verdict.Violated => "不符合", _ => "无法判定" };

    public static void Write(TextWriter output, IReadOnlyList<ComplianceLine> lines, EffectivePolicy policy, bool withRegions)
    {
        if (lines.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("数值与上级约束");
        foreach (var line in lines)
        {
            output.WriteLine($"  {line.What} {line.Value.ToYuanText()} 元/人{(withRegions ? $"（{Regions(line, policy)}）" : "")}{(line.Results.Count == 0 ? "：没有约束" : "")}");
            foreach (var result in line.Results)
            {
                output.WriteLine($"    {Of(result.Verdict)}：{result.IssuerName}规定{result.Requirement}{(result.Strength == Strength.Soft ? "（原则上）" : "")}{(result.Verdict == Verdict.Compliant ? "" : $"。{result.Reason}")}");
                foreach (var source in result.Sources)
                {
                    output.WriteLine($"      依据：{source}");
                }
            }
        }
    }

    private static string Regions(ComplianceLine line, EffectivePolicy policy)
    {
        var names = line.Regions.Select(code => policy.Regions.Find(code)?.Name ?? code.Value).ToList();
        return names.Count <= 5 ? string.Join("、", names) : $"{string.Join("、", names.Take(3))}等 {names.Count} 个";
    }
}
