using System.Security.Cryptography;
using System.Text;
using MedInsure.Rules.Policies;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Notices;

public sealed class NoticeFilesReadTests
{
    public static TheoryData<string> Tenants => [.. NoticeFiles.Tenants];

    [Fact]
    public void There_are_six_files_and_no_other() =>
        Assert.Equal(
            NoticeFiles.Tenants.Select(tenant => $"{tenant}-2020.json").Order(),
            Directory.GetFiles(Repository.PathOf("policies")).Select(path => Path.GetFileName(path)).Order());

    [Theory]
    [MemberData(nameof(Tenants))]
    public void A_file_reads_without_an_error(string tenant)
    {
        var content = NoticeFiles.Read(tenant);

        Assert.Equal(tenant, content.Tenant);
        Assert.Equal(2020, content.Year.Funding);
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public void Writing_and_reading_again_changes_nothing(string tenant)
    {
        var canonical = PolicyJson.Write(NoticeFiles.Read(tenant));

        var again = PolicyJson.Read(canonical);
        Assert.True(again.IsOk, Errors.Of(again));
        Assert.Equal(canonical, PolicyJson.Write(again.Value));
        Assert.Equal(PolicyJson.Hash(NoticeFiles.Read(tenant)), PolicyJson.Hash(PolicyJson.Read(PolicyJson.WriteIndented(again.Value)).Value));
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public void The_hash_is_the_sha256_of_the_canonical_text(string tenant)
    {
        var content = NoticeFiles.Read(tenant);
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(PolicyJson.Write(content)));

        Assert.Equal(string.Concat(bytes.Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))), PolicyJson.Hash(content));
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public void Each_bureau_s_policy_follows_from_its_parent_s(string tenant) =>
        Assert.Equal(tenant, NoticeFiles.Effective(tenant).Own.Tenant);
}
