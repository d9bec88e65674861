using System.Collections.Frozen;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Rosters;

/// <summary>
/// Which category a roster means by a word. Civil affairs, the poverty office and the medical bureau write one identity in three ways, and all of them are data of the policies: names and aliases of
/// every level. What is not among them is asked about and never guessed.
/// </summary>
public sealed class CategoryWords
{
    private readonly FrozenDictionary<string, IReadOnlyList<SubsidyCategory>> meanings;
    private readonly IReadOnlyList<SubsidyCategory> categories;

    public CategoryWords(EffectivePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        categories = [.. policy.Chain.SelectMany(issued => issued.Content.Subsidies.Categories).GroupBy(category => category.Id, StringComparer.Ordinal).Select(same => same.Last())];
        var byId = categories.ToDictionary(category => category.Id, StringComparer.Ordinal);
        var words = policy.Chain.SelectMany(issued => issued.Content.Subsidies.Categories.SelectMany(category => category.Aliases.Append(category.Name).Select(word => (Word: word, category.Id)))
            .Concat(issued.Content.Subsidies.Aliases.Select(alias => (Word: alias.Name, Id: alias.Category))));
        meanings = words.Where(entry => byId.ContainsKey(entry.Id))
            .GroupBy(entry => Key(entry.Word), StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<SubsidyCategory>)[.. group.Select(entry => byId[entry.Id]).Distinct()], StringComparer.Ordinal);
    }

    /// <summary>All words that are known, each with its category's name, for the notes of a template.</summary>
    public IReadOnlyList<string> Names => [.. categories.Select(category => category.Name)];

    /// <summary>The categories by the order of the policies.</summary>
    public IReadOnlyList<SubsidyCategory> All => categories;

    /// <returns>The category, or why none can be told, as a Chinese sentence.</returns>
    public (SubsidyCategory? Category, string? Problem) Find(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var key = Key(word);
        if (key.Length == 0)
        {
            return (null, "没有填身份类别，请补填。");
        }

        if (!meanings.TryGetValue(key, out var found))
        {
            var near = categories.Where(category => Key(category.Name).Contains(key, StringComparison.Ordinal) || key.Contains(Key(category.Name), StringComparison.Ordinal)).Select(category => $"“{category.Name}”").Take(3).ToList();
            return (null, $"政策中没有身份类别“{Shown(word)}”{(near.Count == 0 ? "" : $"，相近的有{string.Join("、", near)}")}；请改用政策中的名称，或请政策管理员登记别名。");
        }

        return found.Count == 1 ? (found[0], null) : (null, $"“{Shown(word)}”可以指{string.Join("、", found.Select(category => $"“{category.Name}”"))}，请写明是哪一类。");
    }

    /// <summary>Blanks and the width of letters, digits and brackets make no difference.</summary>
    private static string Key(string word) => WrittenText.Plain(word).ToUpperInvariant();

    private static string Shown(string word) => word.Trim() is { Length: > 40 } plain ? $"{plain[..40]}…" : word.Trim();
}
