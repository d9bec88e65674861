using MedInsure.Rules.Policies.Editing;
using static MedInsure.Rules.Policies.PolicyKeys;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>资助标准: a row per rule.</summary>
internal sealed class RuleSheet : SheetForm
{
    private const string Tier = "缴费档次";
    private const string Group = "人群";
    private const string From = "年龄满（岁）";
    private const string To = "年龄至（岁）";
    private const string Form = "资助形式";
    private const string Yuan = "金额（元/人）";
    private const string Rate = "占个人缴费的比例（%）";
    private const string Floor = "不低于此比例";
    private const string DecidedBy = "由哪一级确定";
    private const string Gap = "金额依据待补";
    private const string Pay = "怎样支付";
    private const string Enrol = "新增对象参保（认定后第几个月）";
    private const string PayMonth = "新增对象资助（认定后第几个月）";
    private const string Funders = "资金来源";

    private static readonly string[] Amounts = [Yuan, Rate, Floor, DecidedBy, Gap];

    public override string Name => "资助标准";

    public override IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new(SheetColumns.Category, SheetColumnKind.Choice, 28) { Options = words => words.Categories.Options, Hint = "请从下拉列表中选择；新的对象请先在编辑页登记。" },
        SheetColumns.WhereOf(ofItem: false),
        SheetColumns.ExceptOf(ofItem: false),
        new(Tier, SheetColumnKind.Text, 12) { Hint = "本地分档缴费时才填。" },
        new(Group, SheetColumnKind.Text, 12) { Hint = "只适用于某一人群时才填，例如 学生。" },
        new(From, SheetColumnKind.Whole, 12),
        new(To, SheetColumnKind.Whole, 12) { Hint = "两端都包含。" },
        SheetColumns.Choice(Form, 14, [.. SubsidyForms.Form.Variants.Select(variant => new SheetOption(variant.Word, variant.Label))]),
        new(Yuan, SheetColumnKind.Yuan, 14) { Hint = "定额的填；只填数，不能高于个人缴费。" },
        new(Rate, SheetColumnKind.Percent, 20) { Hint = "按比例的填，80 即 80%。" },
        SheetColumns.Yes(Floor, "是：不低于此比例；否则不填。"),
        SheetColumns.Payers(DecidedBy) with { Hint = "由下级确定的才选。" },
        SheetColumns.Gap(Gap, "文件没有给出数额的才选。"),
        SheetColumns.Choice(Pay, 26, new("OnBehalf", PolicyWords.Pay(PaymentMode.OnBehalf)), new("Card", PolicyWords.Pay(PaymentMode.Card))),
        new(Enrol, SheetColumnKind.Whole, 18) { Hint = "当月填 0。" },
        new(PayMonth, SheetColumnKind.Whole, 18) { Hint = "次月填 1。" },
        new(Funders, SheetColumnKind.Funders, 28) { Hint = "几个来源用分号隔开，写明比例或金额，例如 医疗救助资金 70%；乡村振兴资金 30%。" },
        SheetColumns.Source,
    ];

    public override IEnumerable<SheetRow> Rows(PolicyContent content, SheetWords words)
    {
        foreach (var (rule, path) in Paths(content))
        {
            var values = Of(rule, words);
            yield return new SheetRow(path, path, LabelOf(values), values);
        }
    }

    public override string LabelOf(IReadOnlyDictionary<string, SheetValue> values) =>
        values[SheetColumns.Category].Text + PolicyValues.Suffix([.. new[] { Tier, Group }.Select(column => values[column].Text).Where(text => text.Length > 0), Ages(values[From].Raw, values[To].Raw)?.ToText()]);

    public override PolicyContent Build(PolicyContent content, PolicyContent soFar, IReadOnlyList<WorkRow> rows, SheetWords words, ICollection<SheetError> errors)
    {
        var byKey = rows.ToDictionary(row => row.Row.Key, StringComparer.Ordinal);
        var (was, rules) = (RowsByKey(content, words), new List<SubsidyRule>());
        foreach (var (rule, path) in Paths(content))
        {
            if (byKey.Remove(path, out var row))
            {
                rules.Add(IsUntouched(row, was) ? rule : Made(rule, row, words, errors) ?? rule);
            }
        }

        rules.AddRange(byKey.Values.Select(row => Made(null, row, words, errors)).OfType<SubsidyRule>());
        return soFar with { Subsidies = soFar.Subsidies with { Rules = rules } };
    }

    private static SubsidyRule? Made(SubsidyRule? was, WorkRow row, SheetWords words, ICollection<SheetError> errors)
    {
        var old = was is null ? null : Of(was, words);
        bool Same(params string[] columns) => old is not null && columns.All(column => old[column].Raw == row[column]);

        var where = RegionCells.Build(row, was?.Where, words, errors);
        var (needed, floor) = row[Form] switch { "fixed" => (new[] { Yuan }, false), "rate" => ([Rate], true), "delegated" => ([DecidedBy], false), "gap" => ([Gap], false), _ => (Array.Empty<string>(), false) };
        if (!row.Has(errors, "每一行", [SheetColumns.Category, Form], []) || where is null
            || !row.Has(errors, $"“{row.Row.Values[Form].Text}”", needed, Amounts.Where(column => !(floor && column == Floor)))
            || !row.Has(errors, "写了新增对象月份的，", row[Enrol].Length + row[PayMonth].Length > 0 ? [Enrol, PayMonth] : [], []))
        {
            return null;
        }

        return new SubsidyRule
        {
            Category = row[SheetColumns.Category],
            Where = where,
            ContributionTier = Same(Tier) ? was!.ContributionTier : row.Text(Tier),
            PopulationGroup = Same(Group) ? was!.PopulationGroup : row.Text(Group),
            Ages = Same(From, To) ? was!.Ages : Ages(row[From], row[To]),
            Form = Same([Form, .. Amounts]) ? was!.Form : FormOf(row),
            Pay = Same(Pay) ? was!.Pay : row.Text(Pay) is { } pay ? Enum.Parse<PaymentMode>(pay) : null,
            Timing = Same(Enrol, PayMonth) ? was!.Timing
                : row[Enrol].Length == 0 ? null
                : (was?.Timing ?? new SubsidyTiming()) with { NewlyAdded = new MonthOffsets { Enrol = row.Whole(Enrol), Pay = row.Whole(PayMonth) } },
            Funders = Same(Funders) ? was!.Funders : FunderText.Build(row[Funders], was?.Funders ?? []),
            Cite = was?.Cite ?? [],
        };
    }

    private static SubsidyForm FormOf(WorkRow row) => row[Form] switch
    {
        "fixed" => new FixedSubsidy { Yuan = row.Number(Yuan) },
        "rate" => new RateSubsidy { Rate = row.Number(Rate), Floor = row[Floor].Length > 0 },
        "delegated" => new DelegatedSubsidy { To = (Payers)row.Whole(DecidedBy) },
        "gap" => new GapSubsidy { Gap = row[Gap] },
        _ => new FullSubsidy(),
    };

    private static Dictionary<string, SheetValue> Of(SubsidyRule rule, SheetWords words)
    {
        var form = SubsidyForms.Form.Variants.First(variant => variant.Type == rule.Form.GetType());
        var rate = rule.Form as RateSubsidy;
        return Values(
            (SheetColumns.Category, new SheetValue(rule.Category, words.Categories.WordOf(rule.Category))),
            (SheetColumns.Where, words.Regions(rule.Where)),
            (SheetColumns.Except, words.Except(rule.Where.Except)),
            (Tier, SheetColumns.Of(rule.ContributionTier)),
            (Group, SheetColumns.Of(rule.PopulationGroup)),
            (From, SheetColumns.Of(rule.Ages?.From)),
            (To, SheetColumns.Of(rule.Ages?.To)),
            (Form, new SheetValue(form.Word, form.Label)),
            (Yuan, SheetColumns.Of((rule.Form as FixedSubsidy)?.Yuan)),
            (Rate, SheetColumns.Percent(rate?.Rate)),
            (Floor, SheetColumns.Yes(rate is { Floor: true })),
            (DecidedBy, SheetColumns.Of((rule.Form as DelegatedSubsidy)?.To ?? Payers.None)),
            (Gap, SheetColumns.Gap((rule.Form as GapSubsidy)?.Gap, words)),
            (Pay, rule.Pay is { } pay ? new SheetValue(pay.ToString(), PolicyWords.Pay(pay)) : SheetValue.Blank),
            (Enrol, SheetColumns.Of(rule.Timing?.NewlyAdded?.Enrol)),
            (PayMonth, SheetColumns.Of(rule.Timing?.NewlyAdded?.Pay)),
            (Funders, FunderText.Of(rule.Funders)),
            (SheetColumns.Cite, SheetColumns.Note(rule.Cite, words)));
    }

    private static AgeRange? Ages(string from, string to)
    {
        int? Whole(string raw) => raw.Length == 0 ? null : int.Parse(raw, System.Globalization.CultureInfo.InvariantCulture);
        return from.Length + to.Length == 0 ? null : new AgeRange { From = Whole(from), To = Whole(to) };
    }

    private static IEnumerable<(SubsidyRule Rule, string Path)> Paths(PolicyContent content) =>
        Keyed(content.Subsidies.Rules, rule => rule.ToString(), SubsidyValues.KeyOf, rule => AllOf(rule.Where)).Select(entry => (entry.Item, $"/subsidies/rules/{entry.Key}"));
}
