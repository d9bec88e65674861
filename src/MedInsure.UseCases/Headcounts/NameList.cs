namespace MedInsure.UseCases.Headcounts;

/// <summary>Names in a sentence: all of them, or the first few and how many there are.</summary>
internal static class NameList
{
    private const int Shown = 5;

    public static string Of(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count <= Shown ? string.Join("、", all) : $"{string.Join("、", all.Take(Shown))}等 {all.Count} 个单位";
    }
}
