using System.Text.Json.Nodes;
using MedInsure.Rules.Funding;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>The running sum under a list of shares: what is given away so far and what remains. It helps while typing; the check decides.</summary>
/// <param name="Remains">Yuan, or the rate where no total is known; null where neither can be said.</param>
public sealed record ShareSum(string Sentence, decimal? Remains, bool IsWrong)
{
    /// <param name="total">What is divided, yuan a head; null where it is not one known amount.</param>
    public static ShareSum Of(JsonNode? shares, decimal? total)
    {
        var items = (shares as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (items.Count == 0)
        {
            return new ShareSum("还没有出资方。", total, IsWrong: false);
        }

        var (yuan, rate) = (0m, 0m);
        foreach (var item in items)
        {
            switch (DraftTree.TextAt(item, "kind"))
            {
                case "fixed":
                    yuan += Number(item, "yuan");
                    break;
                case "rate" when total is null:
                    rate += Number(item, "rate");
                    break;
                case "rate":
                    yuan += Number(item, "rate") * total.Value;
                    break;
                case "increase" when total is not null:
                    yuan += Number(item, "baseYuan") + (Number(item, "rate") * (total.Value - Number(item, "baseTotalYuan")));
                    break;
            }
        }

        var open = items.Any(item => DraftTree.TextAt(item, "kind") is "gap" or null or "increase" && (total is null || DraftTree.TextAt(item, "kind") is not "increase"));
        var takers = items.Where(item => DraftTree.TextAt(item, "kind") is "rest" or "part" || FieldText.Plain(item["floor"]) == "true").ToList();
        var parts = Parts(items);
        return total is { } whole
            ? OfYuan(yuan, whole, takers, parts, open)
            : OfRates(yuan, rate, takers, parts, open);
    }

    private static ShareSum OfYuan(decimal yuan, decimal total, List<JsonObject> takers, string? parts, bool open)
    {
        var (sum, left) = ($"已定 {PolicyWords.Yuan(yuan)} 元，标准 {PolicyWords.Yuan(total)} 元", total - yuan);
        if (left < 0)
        {
            return new ShareSum($"{sum}，超出 {PolicyWords.Yuan(-left)} 元。", left, IsWrong: true);
        }

        if (takers.Count > 0)
        {
            return new ShareSum($"{sum}，余 {PolicyWords.Yuan(left)} 元{(parts is null ? $"由{Names(takers)}承担" : $"按 {parts} 分")}。", 0, IsWrong: false);
        }

        return left == 0 ? new ShareSum($"{sum}，正好分完。", 0, IsWrong: false)
            : open ? new ShareSum($"{sum}，余 {PolicyWords.Yuan(left)} 元，其中有金额待定的出资方。", left, IsWrong: false)
            : new ShareSum($"{sum}，还剩 {PolicyWords.Yuan(left)} 元没有分配。", left, IsWrong: true);
    }

    private static ShareSum OfRates(decimal yuan, decimal rate, List<JsonObject> takers, string? parts, bool open)
    {
        var said = new List<string>();
        if (yuan != 0)
        {
            said.Add($"定额合计 {PolicyWords.Yuan(yuan)} 元");
        }

        if (rate != 0)
        {
            said.Add($"比例合计 {PolicyWords.Percent(rate)}");
        }

        if (takers.Count > 0)
        {
            said.Add(parts is null ? $"其余由{Names(takers)}承担" : $"{(said.Count == 0 ? "按" : "其余按")} {parts} 分");
        }

        var wrong = rate > 1 || (rate != 0 && yuan == 0 && rate < 1 && takers.Count == 0 && !open);
        if (wrong)
        {
            said.Add(rate > 1 ? $"超出 {PolicyWords.Percent(rate - 1)}" : $"还剩 {PolicyWords.Percent(1 - rate)} 没有分配");
        }

        return new ShareSum((said.Count == 0 ? "金额还没有填写" : string.Join("，", said)) + "。", takers.Count > 0 ? 0 : rate != 0 && yuan == 0 ? 1 - rate : null, wrong);
    }

    /// <summary>"市级:县级 = 6:4（60%:40%）"; null when nothing is divided by parts.</summary>
    private static string? Parts(List<JsonObject> items)
    {
        var parts = items.Where(item => DraftTree.TextAt(item, "kind") == "part").Select(item => (Name: DraftWords.Payers(item["payers"]), Part: Number(item, "part"))).ToList();
        var sum = parts.Sum(part => part.Part);
        return sum <= 0 ? null : $"{string.Join(':', parts.Select(part => part.Name))} = {string.Join(':', parts.Select(part => part.Part.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture)))}（{string.Join(':', parts.Select(part => PolicyWords.Percent(decimal.Round(part.Part / sum, 4))))}）";
    }

    private static string Names(List<JsonObject> takers) => string.Join("、", takers.Select(taker => DraftWords.Payers(taker["payers"])));

    private static decimal Number(JsonObject item, string name) => FieldText.NumberOf(item[name]) ?? 0;
}
