using System.Globalization;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Cli.Policies;

/// <summary>
/// Reads <c>--assume</c>: what a trial supposes in place of a gap. For a list "gap=620121,620122" ("gap=" for no member), for a standard "gap=550", for
/// a bucket "gap=province:1,city:1,county:2".
/// </summary>
internal static class SupposedGaps
{
    public static Result<IReadOnlyList<Assumption>> Read(IReadOnlyList<string> texts, FileChain chain)
    {
        var gaps = chain.Files.SelectMany(file => file.Content.Gaps).ToList();
        var made = new List<Assumption>();
        foreach (var text in texts)
        {
            var (id, value) = text.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (text[..at].Trim(), text[(at + 1)..].Trim()) : (text.Trim(), null);
            if (value is null)
            {
                return new Refused($"假设“{text}”应写作 缺口=内容，例如 --assume {id}=620121,620122 或 --assume {id}=550。");
            }

            if (gaps.FirstOrDefault(known => known.Id == id) is not { } gap)
            {
                return new Refused($"政策中没有缺口“{id}”；现有缺口：{(gaps.Count == 0 ? "无" : string.Join("、", gaps.Select(known => known.Id)))}。");
            }

            if (made.Exists(other => other.Gap == id))
            {
                return new Refused($"缺口“{id}”写了两项假设，请只保留一项。");
            }

            var group = chain.Files.SelectMany(file => file.Content.Groups).FirstOrDefault(known => known.Gap == id);
            var assumption = group is not null ? Members(gap, group, value) : value.Contains(':', StringComparison.Ordinal) ? Parts(gap, value) : Yuan(gap, value);
            if (!assumption.IsOk)
            {
                return assumption.Problem;
            }

            made.Add(assumption.Value);
        }

        return made;
    }

    private static Result<Assumption> Members(Gap gap, RegionGroup group, string value)
    {
        var codes = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return codes.FirstOrDefault(code => !RegionCode.IsValid(code)) is { } wrong
            ? new Refused($"缺口“{gap.Id}”是名单“{group.Name}”，应列行政区划代码；“{wrong}”不是行政区划代码。")
            : new Assumption { Gap = gap.Id, Label = codes.Length == 0 ? $"“{group.Name}”没有名单以外的成员" : $"“{group.Name}”为 {string.Join("、", codes)}", Members = [.. codes.Select(code => new RegionCode(code))] };
    }

    private static Result<Assumption> Yuan(Gap gap, string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan) && decimal.Round(yuan, 6) == yuan
            ? new Assumption { Gap = gap.Id, Label = $"{gap.What}按 {value} 元", Yuan = yuan }
            : new Refused($"缺口“{gap.Id}”（{gap.What}）应写以元计的金额，例如 {gap.Id}=550，或各级份额，例如 {gap.Id}=city:6,county:4。");

    private static Result<Assumption> Parts(Gap gap, string value)
    {
        var parts = new List<AssumedPart>();
        foreach (var part in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var payer = part.Split(':') switch
            {
                ["central", _] => Payers.Central,
                ["province", _] => Payers.Province,
                ["city", _] => Payers.City,
                ["county", _] => Payers.County,
                _ => Payers.None,
            };
            if (payer == Payers.None || parts.Exists(other => other.Payers == payer) || !decimal.TryParse(part.Split(':')[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight))
            {
                return new Refused($"缺口“{gap.Id}”的份额“{part}”应写作 出资方:份数，出资方取自 central、province、city、county，每方一次。");
            }

            parts.Add(new AssumedPart { Payers = payer, Part = weight });
        }

        return new Assumption { Gap = gap.Id, Label = $"{gap.What}按 {string.Join("，", parts.Select(part => $"{PayerNames.Of(part.Payers)} {part.Part:0.######}"))}", Parts = parts };
    }
}
