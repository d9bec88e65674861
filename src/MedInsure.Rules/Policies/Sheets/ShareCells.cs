using MedInsure.Rules.Policies.Editing;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>One share in the cells of a row, and back.</summary>
internal static class ShareCells
{
    public const string Payers = "出资方";
    public const string Kind = "承担方式";
    public const string Yuan = "金额或基数（元/人）";
    public const string Rate = "比例（%）";
    public const string Basis = "比例的基数";
    public const string Part = "份数（份）";
    public const string BaseTotal = "基年补助标准（元/人）";
    public const string BaseYear = "基年（年）";
    public const string Floor = "不低于此数";
    public const string Gap = "金额依据待补";
    public const string OpenGap = "合计不再分的依据待补";

    private static readonly string[] Amounts = [Yuan, Rate, Basis, Part, BaseTotal, BaseYear, Gap];

    public static IReadOnlyList<SheetColumn> Columns { get; } =
    [
        SheetColumns.Payers(Payers),
        SheetColumns.Choice(Kind, 16, [.. FundingForms.Share.Variants.Select(variant => new SheetOption(variant.Word, variant.Label))]),
        new(Yuan, SheetColumnKind.Yuan, 18) { Hint = "定额填金额；基数加增量比例的填基数。只填数。" },
        new(Rate, SheetColumnKind.Percent, 12) { Hint = "80 即 80%；基数加增量比例的填增量中承担的比例。" },
        SheetColumns.Choice(Basis, 14, new("total", "补助标准"), new("base", "其中基础标准")) with { Hint = "只有按比例的才填。" },
        new(Part, SheetColumnKind.Parts, 10) { Hint = "余额按份的填，例如 6 和 4。" },
        new(BaseTotal, SheetColumnKind.Yuan, 18) { Hint = "只有基数加增量比例的才填。" },
        new(BaseYear, SheetColumnKind.Whole, 10) { Hint = "只有基数加增量比例的才填。" },
        SheetColumns.Yes(Floor, "是：不低于此数，并承担余额；否则不填。"),
        SheetColumns.Gap(Gap, "文件没有给出金额的才选。"),
        SheetColumns.Gap(OpenGap, "合计因缺依据不能再分的才选；不选即由下级确定。"),
    ];

    public static IEnumerable<(string, SheetValue)> Blank => Columns.Select(column => (column.Name, SheetValue.Blank));

    public static bool IsBlank(WorkRow row) => Columns.All(column => row[column.Name].Length == 0);

    public static IEnumerable<(string, SheetValue)> Of(TierShare share, SheetWords words)
    {
        var (rate, up) = (share as RateShare, share as IncreaseShare);
        return
        [
            (Payers, SheetColumns.Of(share.Payers)),
            (Kind, Word(share)),
            (Yuan, SheetColumns.Of((share as FixedShare)?.Yuan ?? up?.BaseYuan)),
            (Rate, SheetColumns.Percent(rate?.Rate ?? up?.Rate)),
            (Basis, rate is null ? SheetValue.Blank : rate.Of == RateBasis.Base ? new SheetValue("base", "其中基础标准") : new SheetValue("total", "补助标准")),
            (Part, SheetColumns.Of((share as PartShare)?.Part)),
            (BaseTotal, SheetColumns.Of(up?.BaseTotalYuan)),
            (BaseYear, SheetColumns.Of(up?.BaseYear)),
            (Floor, SheetColumns.Yes(share.Floor)),
            (Gap, SheetColumns.Gap((share as GapShare)?.Gap, words)),
            (OpenGap, SheetColumns.Gap(share.OpenGap, words)),
        ];
    }

    public static TierShare? Build(WorkRow row, TierShare? original, SheetWords words, ICollection<SheetError> errors)
    {
        if (original is not null && Of(original, words).All(cell => cell.Item2.Raw == row[cell.Item1]))
        {
            return original;
        }

        if (!row.Has(errors, "每个出资方", [Payers, Kind], []))
        {
            return null;
        }

        var (needed, optional) = row[Kind] switch
        {
            "fixed" => (new[] { Yuan }, null),
            "rate" => ([Rate], Basis),
            "part" => ([Part], null),
            "increase" => ([Yuan, Rate, BaseTotal, BaseYear], null),
            "gap" => ([Gap], null),
            _ => (Array.Empty<string>(), (string?)null),
        };
        var reason = $"“{row.Row.Values[Kind].Text}”";
        return row.Has(errors, reason, needed, Amounts.Where(column => column != optional)) ? Made(row, original) : null;
    }

    private static TierShare Made(WorkRow row, TierShare? original)
    {
        var payers = (Payers)row.Whole(Payers);
        TierShare made = row[Kind] switch
        {
            "fixed" => new FixedShare { Payers = payers, Yuan = row.Number(Yuan) },
            "rate" => new RateShare { Payers = payers, Rate = row.Number(Rate), Of = row[Basis] == "base" ? RateBasis.Base : RateBasis.Total },
            "part" => new PartShare { Payers = payers, Part = row.Number(Part) },
            "increase" => new IncreaseShare { Payers = payers, BaseYuan = row.Number(Yuan), Rate = row.Number(Rate), BaseTotalYuan = row.Number(BaseTotal), BaseYear = row.Whole(BaseYear) },
            "gap" => new GapShare { Payers = payers, Gap = row[Gap] },
            _ => new RestShare { Payers = payers },
        };
        return made with { Floor = row[Floor].Length > 0, OpenGap = row.Text(OpenGap), Cite = original?.Cite ?? [] };
    }

    private static SheetValue Word(TierShare share)
    {
        var variant = FundingForms.Share.Variants.First(candidate => candidate.Type == share.GetType());
        return new SheetValue(variant.Word, variant.Label);
    }
}
