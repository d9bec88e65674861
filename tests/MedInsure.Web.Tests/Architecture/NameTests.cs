using MedInsure.Testing;

namespace MedInsure.Web.Tests.Architecture;

/// <summary>Names say what the business calls the thing, and a file is short enough to hold in mind.</summary>
public sealed class NameTests
{
    private static readonly string[] Empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Processor", "Dto"];

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Assert.Empty(House.Rooms.SelectMany(House.Written).Where(SaysNothing).Select(type => type.FullName));

    [Fact]
    public void The_check_of_names_sees_one() => Assert.True(SaysNothing(typeof(PlantedHelper)));

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Assert.Empty(from file in Directory.EnumerateFiles(Repository.PathOf("src"), "*.*", SearchOption.AllDirectories)
                     where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)
                     let parts = Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar)
                     where !parts.Contains("obj") && !parts.Contains("bin") && !parts.Contains("Migrations")
                     where File.ReadLines(file).Count() > 300
                     select Path.Combine(parts));

    private static bool SaysNothing(Type type) => Empty.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal));

    private static class PlantedHelper;
}
