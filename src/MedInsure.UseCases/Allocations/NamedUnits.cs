namespace MedInsure.UseCases.Allocations;

/// <summary>A pasted list of county names or codes, matched with the units that may be meant.</summary>
/// <param name="Found">In code order, each once.</param>
/// <param name="Unknown">What matched none or more than one unit, with the reason; never dropped silently.</param>
public sealed record NamedUnits(IReadOnlyList<CandidateUnit> Found, IReadOnlyList<string> Unknown)
{
    private static readonly char[] Separators = ['\n', '\r', '\t', ' ', '　', ',', '，', '、', ';', '；', '。'];

    public static NamedUnits Read(string? text, IReadOnlyList<CandidateUnit> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var found = new List<CandidateUnit>();
        var unknown = new List<string>();
        foreach (var word in (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct())
        {
            var matches = candidates.Where(unit => unit.Region.Value == word || unit.Name == word).ToList();
            if (matches.Count == 0 && word.Length >= 2)
            {
                matches = [.. candidates.Where(unit => unit.Name.Length > word.Length && unit.Name.StartsWith(word, StringComparison.Ordinal))];
            }

            switch (matches.Count)
            {
                case 1:
                    found.Add(matches[0]);
                    break;
                case 0:
                    unknown.Add($"{word}（不在可能的范围内）");
                    break;
                default:
                    unknown.Add($"{word}（可能是{string.Join("或", matches.Select(unit => $"{unit.Prefecture}{unit.Name} {unit.Region}"))}，请写代码）");
                    break;
            }
        }

        return new NamedUnits([.. found.DistinctBy(unit => unit.Region).OrderBy(unit => unit.Region)], unknown);
    }
}
