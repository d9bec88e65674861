using MedInsure.Testing;

namespace MedInsure.Web.Tests.Architecture;

/// <summary>What a component reads for its parameters is asked again when they change, and answers come in any order (<see cref="MedInsure.Web.Components.Shell.LastAsked"/>).</summary>
public sealed class ReadTests
{
    [Fact]
    public void A_component_whose_parameters_change_takes_only_the_last_answer() =>
        Assert.Empty(Directory.EnumerateFiles(Repository.PathOf("src", "MedInsure.Web"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".razor.cs", StringComparison.Ordinal))
            .Where(file => TakesAnyAnswer(File.ReadAllText(file))).Select(Path.GetFileName));

    [Theory]
    [InlineData(true, "OnParametersSetAsync() { Take(await Reads.OfAsync(new Show(Id), read)); }")]
    [InlineData(true, "OnParametersSetAsync() { await last.TakeAsync(Reads.OfAsync(new Show(Id), read), Take); } void Again() { rows = Reads.OfAsync(new Show(Id), read); }")]
    [InlineData(false, "OnParametersSetAsync() { await last.TakeAsync(\n    Reads.OfAsync(new Show(Id), read), Take); }")]
    [InlineData(false, "OnInitializedAsync() { Take(await Reads.OfAsync(new Show(), read)); }")]
    public void The_check_sees_a_read_that_anybody_may_overtake(bool isWrong, string component) => Assert.Equal(isWrong, TakesAnyAnswer(component));

    private static bool TakesAnyAnswer(string component)
    {
        var dense = string.Concat(component.Where(letter => !char.IsWhiteSpace(letter)));
        return dense.Contains("OnParametersSetAsync", StringComparison.Ordinal) && dense.Split("Reads.OfAsync(").SkipLast(1).Any(before => !before.EndsWith(".TakeAsync(", StringComparison.Ordinal));
    }
}
