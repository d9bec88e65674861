using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Policies;

/// <summary>The controls: what is acceptable is accepted, so that a finding elsewhere means something.</summary>
public sealed class PolicyChecksTests
{
    public static TheoryData<string> Tenants => [.. NoticeFiles.Tenants];

    [Theory]
    [MemberData(nameof(Tenants))]
    public void Nothing_is_found_in_the_policies_of_the_notices(string tenant)
    {
        var chain = NoticeFiles.Chain(tenant);

        Assert.Equal(string.Empty, Errors.Of(PolicyChecks.Check(chain[^1], [.. chain.SkipLast(1)])));
    }

    [Fact]
    public void Nothing_is_found_in_the_invented_nation_province_and_city()
    {
        Assert.Equal(string.Empty, Errors.Of(PolicyChecks.Check(SomePolicy.Nation(), [])));
        Assert.Equal(string.Empty, Errors.Of(PolicyChecks.Check(SomePolicy.Province(), [SomePolicy.Nation()])));
        Assert.Equal(string.Empty, Errors.Of(PolicyChecks.Check(SomePolicy.City(), [SomePolicy.Nation(), SomePolicy.Province()])));
    }

    [Fact]
    public void Each_finding_is_a_chinese_sentence_with_the_path_of_its_place()
    {
        var errors = PolicyChecks.Check(SomePolicy.Province() with { Title = " ", Documents = [] }, [SomePolicy.Nation()]);

        Assert.True(errors.Count > 20);
        Assert.All(errors, error => Assert.StartsWith("$.", error.Field, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.EndsWith("。", error.Sentence, StringComparison.Ordinal));
    }
}
