using MedInsure.Rules.Policies.Findings;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Policies.Findings;

/// <summary>The control: in what the notices say nothing is found but what they leave open.</summary>
public sealed class NoticeFindingsTests
{
    [Theory]
    [InlineData("national")]
    [InlineData("anhui")]
    [InlineData("huainan")]
    [InlineData("gansu")]
    [InlineData("henan")]
    public void Nothing_is_found_in_a_policy_of_the_notices(string tenant) => Assert.Equal(string.Empty, Sound.Show(Of(tenant)));

    [Fact]
    public void In_lanzhou_only_the_ceilings_by_amounts_that_nobody_recorded_are_open()
    {
        var findings = Of("lanzhou");

        Assert.Equal(5, findings.Count);
        Assert.All(findings, finding => Assert.Equal((FindingKind.Ceiling, FindingWeight.Undetermined), (finding.Kind, finding.Weight)));
        var poor = Assert.Single(findings, finding => finding.Path == "/subsidies/rules/registered-poor/form");
        Assert.Equal("ceiling:/subsidies/rules/registered-poor/form:registered-poor:gansu-subsidy-previous-100:100", poor.Key);
        Assert.StartsWith("农村建档立卡贫困人口 100.00 元是否符合甘肃省医疗保障局的规定“原标准高于 100.00 元的，不得高于原标准”无法判定", poor.Sentence, StringComparison.Ordinal);
        Assert.Contains(poor.Sources, source => source.DocumentNumber == "甘医保发〔2020〕66号" && source.Clause == "二(三)");
        Assert.Equal(findings, PolicyFindings.Blocking(findings, []));
        Assert.Empty(PolicyFindings.Blocking(findings, findings.Select(finding => new FindingAnswer(finding.Key))));
    }

    private static IReadOnlyList<PolicyFinding> Of(string tenant)
    {
        var policy = NoticeFiles.Effective(tenant);
        return PolicyFindings.Of(policy.Own.Content, new FindingContext([.. policy.Chain.SkipLast(1)], policy.Regions) { Root = policy.Own.Root, TenantName = policy.Own.TenantName });
    }
}
