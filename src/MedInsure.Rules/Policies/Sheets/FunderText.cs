using System.Text.RegularExpressions;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>资金来源 in one cell: "医疗救助资金 70%；乡村振兴资金 30%"; a name alone bears what the others leave.</summary>
internal static partial class FunderText
{
    public static SheetValue Of(IReadOnlyList<Funder> funders)
    {
        var text = string.Join('；', funders.Select(funder =>
            funder.Name + (funder.Rate is { } rate ? $" {CellReading.Exact(rate * 100)}%" : string.Empty) + (funder.Yuan is { } yuan ? $" {CellReading.Exact(yuan)}元" : string.Empty)));
        return new SheetValue(text, text);
    }

    public static (SheetValue? Value, string? Problem) Read(string text)
    {
        var funders = new List<Funder>();
        foreach (var part in Parts(text))
        {
            if (Entry().Match(part) is not { Success: true } entry || (entry.Groups["amount"].Success && CellReading.Figure(entry.Groups["amount"].Value) is null))
            {
                return (null, $"看不懂资金来源“{part}”：请写“来源名称 70%”或“来源名称 100元”，几个来源之间用分号隔开。");
            }

            funders.Add(Of(entry));
        }

        return (Of(funders), null);
    }

    /// <summary>From a value that was read before; a funder that was there keeps its source.</summary>
    public static IReadOnlyList<Funder> Build(string raw, IReadOnlyList<Funder> original) =>
        [.. Parts(raw).Select(part => Of(Entry().Match(part))).Select(funder => funder with { Cite = original.FirstOrDefault(other => other.Name == funder.Name)?.Cite ?? [] })];

    private static string[] Parts(string text) => text.Split(['；', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Funder Of(Match entry)
    {
        decimal? amount = entry.Groups["amount"].Success ? CellReading.Figure(entry.Groups["amount"].Value) : null;
        return new Funder
        {
            Name = entry.Groups["name"].Value.Trim(),
            Rate = entry.Groups["unit"].Value == "%" ? amount / 100 : null,
            Yuan = entry.Groups["unit"].Value == "元" ? amount : null,
        };
    }

    [GeneratedRegex(@"^(?<name>.*?[^\d\s.,%])\s*((?<amount>[\d.,]+)\s*(?<unit>%|元)(/人)?)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();
}
