using System.Globalization;

namespace MedInsure.Rules.Policies;

/// <summary>Collects the values of a content section by section.</summary>
internal sealed class ValueWriter(PolicyNames names)
{
    private readonly List<PolicyValue> values = [];
    private string section = string.Empty;

    public IReadOnlyList<PolicyValue> Values => values;

    public PolicyNames Names => names;

    public void Section(string title) => section = title;

    public void Add(string path, string json, string label, string text, string raw, IReadOnlyList<Citation> cite, CitedKind? cites, string? gap = null) =>
        values.Add(new PolicyValue(path, section, label, text, raw, json, cite, cites, gap));

    /// <summary>Where an item applies, as a value of its own that shares the item's source; left out for everywhere.</summary>
    public void Where(string path, string json, string label, RegionSelector where, IReadOnlyList<Citation> cite)
    {
        if (PolicyKeys.AllOf(where) is { Length: > 0 } all)
        {
            Add(path + "/where", json + ".where", label + "的适用地区", WhereText(where), all, cite, null);
        }
    }

    public string WhereText(RegionSelector where) => PolicyWords.Where(where, names.Region, names.Group);

    public string Categories(IEnumerable<string> ids) => string.Join("、", ids.Order(StringComparer.Ordinal).Select(names.Category));

    public static string PerHead(decimal yuan) => $"{PolicyWords.Yuan(yuan)} 元/人";

    public static string InPrinciple(Strength strength) => strength == Strength.Soft ? "原则上 " : string.Empty;

    public static string Period(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        ({ } first, { } last) => $"{first:yyyy-MM-dd} 至 {last:yyyy-MM-dd}",
        ({ } first, null) => $"{first:yyyy-MM-dd} 起",
        (null, { } last) => $"{last:yyyy-MM-dd} 前（含当日）",
        _ => "未写日期",
    };

    /// <summary>The parts of a value in one text; different parts never make the same text.</summary>
    public static string Raw(params object?[] parts) => string.Join('|', parts.Select(part => part switch
    {
        null => string.Empty,
        decimal number => number.ToString("0.######", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => part.ToString()!,
    }).Select(text => text.Replace("|", "||", StringComparison.Ordinal)));

    /// <summary>Words whose order does not count.</summary>
    public static string Sorted(IEnumerable<string> words) => string.Join('、', words.Order(StringComparer.Ordinal));
}
