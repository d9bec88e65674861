using MedInsure.Testing;

namespace MedInsure.Web.Tests.Architecture;

/// <summary>BannedSymbols.txt is kept by every build; what a source file switches off for itself is named here, one by one.</summary>
public sealed class BanTests
{
    /// <summary>RevalidateSession notes when a session was last seen: a note of the clock, not an act, so it leaves no audit row.</summary>
    private static readonly string[] Deliberate = ["src/MedInsure.UseCases/Access/RevalidateSession.cs"];

    [Fact]
    public void Nobody_else_switches_the_ban_off()
    {
        var source = Repository.PathOf("src");
        var silent = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(source, "*.razor", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(source, "*.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("RS0030", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.PathOf("."), file).Replace('\\', '/'));
        Assert.Equal(Deliberate, silent.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ExecuteDelete``1")]
    [InlineData("ExecuteDeleteAsync``1")]
    [InlineData("ExecuteUpdate``1")]
    [InlineData("ExecuteUpdateAsync``1")]
    public void What_would_write_past_the_audit_is_banned(string method) =>
        Assert.Contains(File.ReadLines(Repository.PathOf("BannedSymbols.txt")), line => line.Contains($"EntityFrameworkQueryableExtensions.{method}(", StringComparison.Ordinal));
}
