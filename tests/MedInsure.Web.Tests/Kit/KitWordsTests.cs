using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using MedInsure.Testing;
using MedInsure.Web.Components.Kit;

namespace MedInsure.Web.Tests.Kit;

/// <summary>The component kit ships no Chinese. Whatever one of its components can say on our pages must be in <see cref="KitWords"/>.</summary>
public sealed partial class KitWordsTests
{
    [Fact]
    public void Every_word_of_every_component_that_the_kit_folder_uses_is_translated()
    {
        var missing = Used().SelectMany(KeysOf).Where(key => !KitWords.Knows(key)).Order().ToList();
        Assert.Empty(missing);
    }

    [Fact]
    public void The_check_sees_a_component_whose_words_are_missing() => Assert.Contains(KeysOf("DataGrid"), key => !KitWords.Knows(key));

    [Fact]
    public void The_kit_folder_uses_components() => Assert.Contains("DropDown", Used());

    [Fact]
    public void No_other_folder_names_a_component_of_the_kit() =>
        Assert.DoesNotContain(RazorFiles(), file => !InKit(file) && ComponentName().IsMatch(File.ReadAllText(file)));

    private static IEnumerable<string> Used() =>
        RazorFiles().Where(InKit).SelectMany(file => ComponentName().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value).Distinct();

    private static IEnumerable<string> KeysOf(string component)
    {
        var words = new ResourceManager("Radzen.Blazor.RadzenStrings", typeof(Radzen.DialogService).Assembly);
        return words.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>()
            .Select(entry => (string)entry.Key)
            .Where(key => key.StartsWith(component + "_", StringComparison.Ordinal));
    }

    private static IEnumerable<string> RazorFiles() =>
        Directory.EnumerateFiles(Repository.PathOf("src", "MedInsure.Web", "Components"), "*.razor", SearchOption.AllDirectories);

    private static bool InKit(string file) => file.Contains($"{Path.DirectorySeparatorChar}Kit{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    [GeneratedRegex("<Radzen(?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ComponentName();
}
