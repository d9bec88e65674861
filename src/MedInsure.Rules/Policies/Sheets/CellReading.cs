using System.Globalization;
using System.Text.RegularExpressions;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>What a person wrote into a cell. What still reads as it was exported means what it meant, whatever its words have come to mean since.</summary>
internal static partial class CellReading
{
    /// <returns>The value, or why it cannot be understood, as a sentence.</returns>
    public static (SheetValue? Value, string? Problem) Read(SheetColumn column, SheetValue exported, FilledCell cell, SheetWords words)
    {
        if (column.Kind == SheetColumnKind.Note)
        {
            return (exported, null);
        }

        if (cell.IsFormula)
        {
            return (null, $"“{column.Name}”里是公式，系统不取公式的结果；请改成数值或文字（复制后选择性粘贴为数值）再上传。");
        }

        var text = WordList.Plain(cell.Text);
        if (text == WordList.Plain(exported.Text))
        {
            return (exported, null);
        }

        if (text.Length == 0)
        {
            return column.Kind == SheetColumnKind.Regions && column.Name == SheetColumns.Where
                ? (null, $"没有写适用地区；适用于全部地区的，请填“{SheetWords.Everywhere}”。")
                : (SheetValue.Blank, null);
        }

        var (value, problem) = column.Kind switch
        {
            SheetColumnKind.Choice => Choice(column, text, words),
            SheetColumnKind.Regions => Places(column, exported, text, words),
            SheetColumnKind.Yuan or SheetColumnKind.Parts => Number(column, text),
            SheetColumnKind.Percent => Percent(column, text),
            SheetColumnKind.Whole => Whole(column, text),
            SheetColumnKind.Funders => FunderText.Read(text),
            _ => (new SheetValue(cell.Text.Trim(), cell.Text.Trim()), null),
        };
        return value is not null && value.Raw == exported.Raw && exported.Text.Length > 0 ? (exported, null) : (value, problem);
    }

    public static string Exact(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Thousands separators only where they stand at every third digit: 1,23 is not guessed.</summary>
    public static decimal? Figure(string text) =>
        Plain().IsMatch(text) && decimal.TryParse(text.Replace(",", string.Empty, StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static (SheetValue?, string?) Number(SheetColumn column, string text) =>
        Figure(text) is not { } number ? (null, $"“{text}”不是数。“{column.Name}”只填不小于零的数，例如 97.6，不写单位和说明。")
        : decimal.Round(number, 6) != number ? (null, $"“{text}”的小数超过六位，请改为六位以内。")
        : (new SheetValue(Exact(number), Exact(number)), null);

    private static (SheetValue?, string?) Percent(SheetColumn column, string text)
    {
        var signed = text.EndsWith('%');
        if (Figure(signed ? text[..^1].TrimEnd() : text) is not { } number)
        {
            return (null, $"“{text}”不是数。“{column.Name}”填百分数，例如 80 即 80%。");
        }

        // A spreadsheet program keeps a typed 75% as 0.75; that must not become three quarters of a percent.
        if (!signed && number is > 0 and <= 1)
        {
            return (null, $"“{text}”看不清是百分之几：百分之七十五请填 75；确实是 {text}% 的，请连同百分号填“{text}%”。");
        }

        return decimal.Round(number, 4) == number ? (new SheetValue(Exact(number / 100), Exact(number)), null) : (null, $"“{text}”的小数超过四位，请改为四位以内。");
    }

    private static (SheetValue?, string?) Whole(SheetColumn column, string text) =>
        Figure(text) is { } number && number == decimal.Truncate(number) && number <= int.MaxValue
            ? (new SheetValue(Exact(number), Exact(number)), null)
            : (null, $"“{text}”不是整数，“{column.Name}”请填整数。");

    private static (SheetValue?, string?) Choice(SheetColumn column, string text, SheetWords words)
    {
        var options = column.Options(words);
        var option = options.FirstOrDefault(candidate => WordList.Plain(candidate.Text) == text) ?? (column.Name == SheetColumns.Category && words.Categories.Find(text) is { } id ? new SheetOption(id, words.Categories.WordOf(id)) : null);
        return option is not null
            ? (new SheetValue(option.Raw, option.Text), null)
            : (null, $"“{column.Name}”中没有“{text}”{(WordList.Near(text, options.Select(candidate => candidate.Text)) is { Length: > 0 } near ? near : "，")}请从下拉列表中选择。");
    }

    private static (SheetValue?, string?) Places(SheetColumn column, SheetValue exported, string text, SheetWords words)
    {
        if (text == SheetWords.Everywhere)
        {
            return column.Name == SheetColumns.Where ? (new SheetValue(string.Empty, SheetWords.Everywhere), null) : (null, "不能把全部地区都除外，请写明除外哪些地区。");
        }

        // A word that was there keeps its meaning, even where a region of that name has come into being or is gone.
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var raw in exported.Raw.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            kept.TryAdd(WordList.Plain(words.WordOf(raw)), raw);
        }

        var raws = new List<string>();
        var problems = new List<string>();
        foreach (var word in text.Split([.. WordList.Separators], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (raw, problem) = kept.TryGetValue(word, out var known) ? (known, null) : words.FindPlace(word);
            if (raw is not null)
            {
                raws.Add(raw);
            }
            else
            {
                problems.Add(problem!.TrimEnd('。', '？', '，'));
            }
        }

        return problems.Count > 0 ? (null, $"{string.Join("；", problems)}。请核对后改正。") : (words.Regions(raws), null);
    }

    [GeneratedRegex(@"^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();
}
