using System.Reflection;

namespace MedInsure.Web.Tests.Architecture;

/// <summary>
/// The walls between the rooms (docs/adr/0001-rooms.md). The compiler keeps most of them; these tests see that nobody takes them down in a
/// project file, and that no type of the next room but one is named.
/// </summary>
public sealed class WallTests
{
    [Theory]
    [InlineData("MedInsure.Rules")]
    [InlineData("MedInsure.Persistence", "MedInsure.Rules")]
    [InlineData("MedInsure.UseCases", "MedInsure.Persistence", "MedInsure.Rules")]
    [InlineData("MedInsure.Cli", "MedInsure.Rules", "MedInsure.UseCases")]
    [InlineData("MedInsure.Web", "MedInsure.Rules", "MedInsure.UseCases")]
    public void A_room_has_these_doors_and_no_other(string room, params string[] doors) =>
        Assert.Equal(doors, ProjectFile.Of(room).Projects);

    [Fact]
    public void Rules_use_no_package() => Assert.Empty(ProjectFile.Of("MedInsure.Rules").Packages);

    [Fact]
    public void Rules_refer_to_the_framework_alone() =>
        Assert.Empty(NamesOutside(House.Rules, name => name.StartsWith("System", StringComparison.Ordinal) || name == "netstandard"));

    [Fact]
    public void Web_names_nothing_of_persistence_or_of_its_packages() =>
        Assert.Empty(NamesOutside(House.Web, name => !IsStorage(name)));

    [Fact]
    public void The_check_of_names_sees_what_a_room_refers_to()
    {
        // Positive control: the use cases do name persistence, so the same question finds it there.
        Assert.Contains("MedInsure.Persistence", NamesOutside(House.UseCases, name => !IsStorage(name)));
        Assert.Contains("Radzen.Blazor", NamesOutside(House.Web, name => name.StartsWith("System", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_check_of_project_files_sees_a_door_and_a_package()
    {
        using var text = new StringReader("""<Project><ItemGroup><ProjectReference Include="../A/A.csproj" /><PackageReference Include="B" /></ItemGroup></Project>""");
        var planted = ProjectFile.Read(text);
        Assert.Equal(["A"], planted.Projects);
        Assert.Equal(["B"], planted.Packages);
    }

    private static bool IsStorage(string name) =>
        name == "MedInsure.Persistence"
        || name.StartsWith("Npgsql", StringComparison.Ordinal)
        || name.Contains("EntityFrameworkCore", StringComparison.Ordinal);

    private static IReadOnlyList<string> NamesOutside(Assembly room, Func<string, bool> allowed) =>
        [.. room.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !allowed(name))];
}
