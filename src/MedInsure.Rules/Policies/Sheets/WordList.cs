using System.Text;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>Ids and the words that stand for them in a cell. A word that two ids share, or that a list of words would tear apart, has the id behind it.</summary>
internal sealed class WordList
{
    public const string Separators = "、，,；;\n\r\t";

    private readonly Dictionary<string, string> wordOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> idOf = new(StringComparer.Ordinal);

    /// <param name="entries">The nearest bureau first; of several entries of one id the first one counts.</param>
    /// <param name="others">Other words under which an id is understood, where they are not taken.</param>
    /// <param name="isTaken">Whether a word means something else in the same cell.</param>
    public WordList(IEnumerable<(string Id, string Word)> entries, IEnumerable<(string Id, string Word)>? others = null, Func<string, bool>? isTaken = null)
    {
        var all = entries.DistinctBy(entry => entry.Id).ToList();
        var twice = all.GroupBy(entry => Plain(entry.Word), StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, name) in all)
        {
            var word = name.Trim();
            var isClear = word.Length > 0 && !twice.Contains(Plain(word)) && isTaken?.Invoke(word) != true && word.AsSpan().IndexOfAny(Separators) < 0;
            wordOf[id] = isClear ? word : $"{string.Concat(word.Where(c => !Separators.Contains(c, StringComparison.Ordinal)))}（{id}）";
            if (!idOf.TryAdd(Plain(wordOf[id]), id))
            {
                wordOf[id] = id;
            }
        }

        foreach (var (id, name) in all.Select(entry => (entry.Id, entry.Id)).Concat(others ?? []))
        {
            idOf.TryAdd(Plain(name), id);
        }

        Options = [.. all.Select(entry => new SheetOption(entry.Id, wordOf[entry.Id]))];
    }

    public IReadOnlyList<SheetOption> Options { get; }

    public IEnumerable<string> Words => idOf.Keys;

    /// <summary>An id that nobody knows stands for itself.</summary>
    public string WordOf(string id) => wordOf.GetValueOrDefault(id, id);

    public string? Find(string text) => idOf.GetValueOrDefault(Plain(text));

    /// <summary>Full-width figures, brackets and spaces in one form, since keyboards differ.</summary>
    public static string Plain(string text) => text.Normalize(NormalizationForm.FormKC).Trim().Replace('(', '（').Replace(')', '）');

    /// <summary>"，是不是“榆中县”？"; empty where nothing comes near.</summary>
    public static string Near(string text, IEnumerable<string> words)
    {
        var near = words.Distinct(StringComparer.Ordinal).Select(word => (Word: word, Alike: Alike(text, word))).Where(pair => pair.Alike * 2 >= 1)
            .OrderByDescending(pair => pair.Alike).ThenBy(pair => pair.Word, StringComparer.Ordinal).Take(3).Select(pair => $"“{pair.Word}”").ToList();
        return near.Count == 0 ? string.Empty : $"，是不是{string.Join("、", near)}？";
    }

    /// <summary>Characters in common, as a part of all.</summary>
    private static decimal Alike(string one, string other)
    {
        var rest = other.ToList();
        var common = one.Count(rest.Remove);
        return one.Length + other.Length == 0 ? 0 : 2m * common / (one.Length + other.Length);
    }
}
