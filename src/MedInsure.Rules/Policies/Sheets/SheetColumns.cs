using MedInsure.Rules.Funding;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>Columns that several tables have.</summary>
internal static class SheetColumns
{
    public const string Where = "适用地区";
    public const string Except = "其中除外";
    public const string Category = "资助对象";
    public const string Cite = "依据（不读回）";

    private const string PlacesHint = "写名称，用顿号隔开；也可以写地区分组。市、省的名称包含其下全部县（市、区）。";

    public static SheetColumn WhereOf(bool ofItem) => new(Where, SheetColumnKind.Regions, 40) { OfItem = ofItem, Hint = PlacesHint };

    public static SheetColumn ExceptOf(bool ofItem) => new(Except, SheetColumnKind.Regions, 24) { OfItem = ofItem, Hint = "没有除外的不填。" };

    public static SheetColumn Source { get; } = new(Cite, SheetColumnKind.Note, 50) { Hint = "供核对；修改依据请到编辑页。" };

    public static SheetColumn Choice(string name, int width, params IReadOnlyList<SheetOption> options) => new(name, SheetColumnKind.Choice, width) { Options = _ => options, Hint = "请从下拉列表中选择。" };

    public static SheetColumn Gap(string name, string hint) => new(name, SheetColumnKind.Choice, 24) { Options = words => words.Gaps.Options, Hint = hint };

    public static SheetColumn Payers(string name) => Choice(name, 14, PayerOptions);

    public static SheetColumn Yes(string name, string hint) => Choice(name, 10, new SheetOption("true", "是")) with { Hint = hint };

    public static IReadOnlyList<SheetOption> PayerOptions { get; } =
        [.. Enumerable.Range(1, 15).OrderBy(set => System.Numerics.BitOperations.PopCount((uint)set)).ThenBy(set => set).Select(set => Of((Payers)set)).Select(value => new SheetOption(value.Raw, value.Text))];

    public static SheetValue Of(Payers payers) => payers == Policies.Payers.None ? SheetValue.Blank : new SheetValue(((int)payers).ToString(System.Globalization.CultureInfo.InvariantCulture), PayerNames.Of(payers));

    public static SheetValue Of(decimal? number) => number is { } known ? new SheetValue(CellReading.Exact(known), CellReading.Exact(known)) : SheetValue.Blank;

    public static SheetValue Of(int? number) => Of((decimal?)number);

    public static SheetValue Percent(decimal? rate) => rate is { } known ? new SheetValue(CellReading.Exact(known), CellReading.Exact(known * 100)) : SheetValue.Blank;

    public static SheetValue Of(string? text) => text is null ? SheetValue.Blank : new SheetValue(text, text);

    public static SheetValue Yes(bool flag) => flag ? new SheetValue("true", "是") : SheetValue.Blank;

    public static SheetValue Gap(string? id, SheetWords words) => id is null ? SheetValue.Blank : new SheetValue(id, words.Gaps.WordOf(id));

    public static SheetValue Note(IEnumerable<Citation> cite, SheetWords words) => new(string.Empty, words.Cited(cite));
}
