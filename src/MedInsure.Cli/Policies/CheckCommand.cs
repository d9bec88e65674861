using System.CommandLine;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;

namespace MedInsure.Cli.Policies;

/// <summary><c>medinsure policy check</c>: format, content, and the bounds of the levels above, for every file given.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", "检查政策文件：格式、内容、上级约束和缺口。") { PolicyCommand.Files, PolicyCommand.Date, PolicyCommand.Regions };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var known = KnownRegions.Load(parsed.GetValue(PolicyCommand.Regions));
            if (!known.IsOk)
            {
                return Refusal.Write(error, known.Problem);
            }

            var chains = PolicyFiles.Chains(parsed.GetValue(PolicyCommand.Files)!);
            if (!chains.IsOk)
            {
                return Refusal.Write(error, chains.Problem);
            }

            // Every bureau's files from the top down to it, each bureau once.
            var each = chains.Value.SelectMany(chain => chain.Files.Select((_, i) => new FileChain([.. chain.Files.Take(i + 1)]))).DistinctBy(chain => chain.Own.Path).ToList();
            return each.Max(chain => Check(chain, known.Value, parsed.GetValue(PolicyCommand.Date), output, error));
        });
        return command;
    }

    /// <summary>What has to be mended, and what only is to be looked at. The bounds are told below with all that they allow.</summary>
    private static (IReadOnlyList<FieldError> Findings, IReadOnlyList<string> Hints) Findings(FileChain chain, Result<PolicyTrial> trial)
    {
        var plain = PolicyChecks.Check(chain.Own.Content, [.. chain.Files.SkipLast(1).Select(file => file.Content)]);
        if (!trial.IsOk)
        {
            return (plain, []);
        }

        var policy = trial.Value.Policy;
        var found = PolicyFindings.Of(policy.Own.Content, new FindingContext([.. policy.Chain.SkipLast(1)], policy.Regions) { Root = policy.Own.Root, TenantName = policy.Own.TenantName })
            .Where(finding => finding.Kind is not (FindingKind.Bound or FindingKind.Ceiling)).ToLookup(finding => finding.Weight == FindingWeight.Hard);
        return ([.. found[true].Select(finding => new FieldError(finding.JsonPath, finding.Sentence))], [.. found[false].Select(finding => finding.Sentence)]);
    }

    private static int Check(FileChain chain, KnownRegions known, DateOnly? date, TextWriter output, TextWriter error)
    {
        var content = chain.Own.Content;
        output.WriteLine($"{content.Title}（{content.Tenant}，{chain.FundingYear}年度）");
        output.WriteLine($"  文件：{chain.Own.Path}");
        output.WriteLine($"  校验值：{PolicyJson.Hash(content)}");
        output.WriteLine("  格式：符合");
        var trial = PolicyTrial.Open(chain, known, date, []);
        var (findings, hints) = Findings(chain, trial);
        output.WriteLine(findings.Count == 0 ? "  内容：没有发现问题" : $"  内容：发现 {findings.Count} 处问题");
        foreach (var finding in findings)
        {
            error.WriteLine($"  {Path.GetFileName(chain.Own.Path)} {finding.Field}：{finding.Sentence}");
        }

        foreach (var hint in hints)
        {
            output.WriteLine($"  提示：{hint}");
        }

        if (!trial.IsOk)
        {
            return findings.Count > 0 ? 1 : Refusal.Write(error, trial.Problem);
        }

        var compliance = new PolicyCompliance(trial.Value.Policy);
        var lines = trial.Value.Roots.SelectMany(compliance.Lines).ToList();
        var results = lines.SelectMany(line => line.Results).ToList();
        output.WriteLine($"  上级约束：符合 {Count(Verdict.Compliant)} 项，不符合 {Count(Verdict.Violated)} 项，无法判定 {Count(Verdict.Undetermined)} 项；缺口 {content.Gaps.Count} 个");
        ComplianceText.Write(output, lines, trial.Value.Policy, withRegions: true);
        SplitText.Gaps(output, trial.Value.Policy, content.Gaps.Select(gap => gap.Id));
        output.WriteLine();
        return findings.Count > 0 || results.Any(result => result is { Verdict: Verdict.Violated, Strength: Strength.Hard }) ? 1 : 0;

        int Count(Verdict verdict) => results.Count(result => result.Verdict == verdict);
    }
}
