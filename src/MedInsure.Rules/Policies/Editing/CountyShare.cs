using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>市 : 县, the parts in which a city and its county bear what was left to them together: "6:4".</summary>
public readonly partial record struct CountyShare(decimal City, decimal County)
{
    /// <summary>What the table of counties divides.</summary>
    public const Payers Bucket = Payers.City | Payers.County;

    /// <returns>Null for what is no ratio of two parts: 6:4, 6：4, 60%:40%, 6比4.</returns>
    public static CountyShare? Read(string? text)
    {
        var found = Form().Match((text ?? string.Empty).Normalize(NormalizationForm.FormKC).Trim());
        return found.Success && Of(found) is { } share ? share : null;
    }

    internal static CountyShare? Of(Match found) =>
        decimal.TryParse(found.Groups["city"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var city)
        && decimal.TryParse(found.Groups["county"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var county)
        ? Sound(city, county) : null;

    /// <summary>The ratio in which a split divides the bucket; null when it divides it in another way.</summary>
    public static CountyShare? Of(JsonNode? shares)
    {
        var items = (shares as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (items.Count != 2
            || items.Find(item => DraftWords.PayersOf(item["payers"]) == Payers.City) is not { } city
            || items.Find(item => DraftWords.PayersOf(item["payers"]) == Payers.County) is not { } county
            || items.Exists(item => FieldText.Plain(item["floor"]) == "true"))
        {
            return null;
        }

        return (DraftTree.TextAt(city, "kind"), DraftTree.TextAt(county, "kind")) switch
        {
            ("part", "part") => Sound(FieldText.NumberOf(city["part"]), FieldText.NumberOf(county["part"])),
            ("rate", "rate") when FieldText.NumberOf(city["rate"]) + FieldText.NumberOf(county["rate"]) == 1 => Sound(FieldText.NumberOf(city["rate"]) * 100, FieldText.NumberOf(county["rate"]) * 100),
            ("rate", "rest") => Sound(FieldText.NumberOf(city["rate"]) * 100, (1 - FieldText.NumberOf(city["rate"])) * 100),
            ("rest", "rate") => Sound((1 - FieldText.NumberOf(county["rate"])) * 100, FieldText.NumberOf(county["rate"]) * 100),
            _ => null,
        };
    }

    /// <summary>6:4 is 60:40.</summary>
    public bool IsSame(CountyShare other) => City * other.County == County * other.City;

    /// <summary>市级 and 县级 as a document has them.</summary>
    internal JsonArray ToShares() =>
    [
        new JsonObject { ["kind"] = "part", ["payers"] = new JsonArray("city"), ["part"] = City },
        new JsonObject { ["kind"] = "part", ["payers"] = new JsonArray("county"), ["part"] = County },
    ];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{City:0.######}:{County:0.######}");

    private static CountyShare? Sound(decimal? city, decimal? county) => city >= 0 && county >= 0 && city + county > 0 ? new CountyShare(Short(city.Value), Short(county.Value)) : null;

    /// <summary>6 and not 6.00: equal ratios read alike.</summary>
    private static decimal Short(decimal number) => number / 1.0000000000000000000000000000m;

    [GeneratedRegex(@"^(?<city>\d{1,6}(\.\d{1,6})?)\s*%?\s*[:比/]\s*(?<county>\d{1,6}(\.\d{1,6})?)\s*%?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
