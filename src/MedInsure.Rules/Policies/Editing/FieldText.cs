using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>
/// Between what a person types and what the document holds. What cannot be understood is kept as it was typed: it stays on the screen and in the saved draft,
/// and the check says what is wrong with it.
/// </summary>
public static partial class FieldText
{
    /// <returns>Null for an empty field.</returns>
    public static JsonNode? Read(EditorField field, string? typed)
    {
        ArgumentNullException.ThrowIfNull(field);
        var text = (typed ?? string.Empty).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        return field.Kind switch
        {
            FieldKind.Yuan or FieldKind.Number => Decimal(Figure(text)) is { } number ? Exact(number) : text,
            FieldKind.Percent => Decimal(Figure(text)) is { } percent ? Exact(percent / 100) : text,
            FieldKind.Whole => int.TryParse(Figure(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : text,
            FieldKind.Date => Day(text) is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text,
            FieldKind.DocumentNumber => Number(text),
            FieldKind.Words => new JsonArray([.. Words(text).Select(word => (JsonNode)word)]),
            _ => text,
        };
    }

    /// <summary>The value for its input.</summary>
    public static string Show(EditorField field, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return (field.Kind, value) switch
        {
            (_, null) => string.Empty,
            (FieldKind.Percent, JsonValue) when Decimal(Plain(value)) is { } rate => Text(rate * 100),
            (FieldKind.Yuan or FieldKind.Number, JsonValue) when Decimal(Plain(value)) is { } number => Text(number),
            (FieldKind.Words, JsonArray words) => string.Join('\n', words.Select(Plain)),
            _ => Plain(value),
        };
    }

    /// <summary>A number of the document, written as a number or as text; null when it is none.</summary>
    public static decimal? NumberOf(JsonNode? value) => value is JsonValue ? Decimal(Plain(value)) : null;

    /// <summary>What a field that has something wrong in it expects.</summary>
    public static string Expectation(EditorField field) => field?.Kind switch
    {
        FieldKind.Yuan => $"“{field.Label}”应为以元计的金额，最多六位小数，例如 97.6。",
        FieldKind.Percent => $"“{field.Label}”应为百分数，例如 80，最多四位小数。",
        FieldKind.Number => $"“{field.Label}”应为数字，最多六位小数，例如 6。",
        FieldKind.Whole => $"“{field.Label}”应为整数。",
        FieldKind.Date => $"“{field.Label}”应为日期，例如 2020-12-31。",
        FieldKind.Payers => $"请选择“{field.Label}”。",
        FieldKind.Regions => $"“{field.Label}”中有的地区代码不正确，请删去后重新添加。",
        _ => $"“{field?.Label}”填写的内容不正确，请重新填写。",
    };

    /// <summary>甘医保发[2020]66号 with the brackets that belong there.</summary>
    public static string Number(string text) => Brackets().Replace(text.Trim(), "〔${year}〕");

    public static IEnumerable<string> Words(string text) => (text ?? string.Empty).Split(['\n', '\r', '、', '；', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

    /// <summary>A leaf as text, without quotation marks.</summary>
    public static string Plain(JsonNode? value) => value is JsonValue leaf && leaf.TryGetValue<string>(out var text) ? text : value?.ToJsonString() ?? string.Empty;

    /// <summary>Figures of full width, separators and units go.</summary>
    private static string Figure(string text)
    {
        var figure = text.Normalize(NormalizationForm.FormKC).Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return Units().Replace(figure, string.Empty);
    }

    private static decimal? Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number == decimal.Round(number, 8) ? number : null;

    private static JsonNode Exact(decimal number) => JsonValue.Create(decimal.Parse(Text(number), CultureInfo.InvariantCulture));

    private static string Text(decimal number) => number.ToString("0.########", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string text)
    {
        var parts = NotDigits().Split(text.Normalize(NormalizationForm.FormKC)).Where(part => part.Length > 0).ToList();
        if (parts is [{ Length: 8 } compact])
        {
            parts = [compact[..4], compact[4..6], compact[6..]];
        }

        return parts.Count == 3 && parts[0].Length == 4 && DateOnly.TryParseExact($"{parts[0]}-{parts[1].PadLeft(2, '0')}-{parts[2].PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    [GeneratedRegex(@"[\[(（【〔［]\s*(?<year>\d{4})\s*[\])）】〕］]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Brackets();

    [GeneratedRegex("(元/人|元|%|份|年|个百分点|个|岁|月|日)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Units();

    [GeneratedRegex(@"\D+", RegexOptions.None, 1000)]
    private static partial Regex NotDigits();
}
