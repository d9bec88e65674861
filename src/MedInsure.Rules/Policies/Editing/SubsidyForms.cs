using static MedInsure.Rules.Policies.Editing.Fields;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>参保资助: who, how much, how it is paid and by whom.</summary>
internal static class SubsidyForms
{
    public static EditorForm Stacking { get; } = new(typeof(Stacking), "多重身份",
        [Choice<StackingRule>("rule", "有几种身份时", null, required: true, (StackingRule.Highest, "就高不就低")), Cite()])
    { Summary = ["rule"] };

    public static EditorForm Authority { get; } = new(typeof(RosterAuthority), "认定部门",
        [Text("name", "部门", "例如 民政部门。", required: true), Date("from", "从何时起"), Date("to", "到何时止"), Cite()])
    { Summary = ["name", "from", "to"] };

    public static EditorForm Category { get; } = new(typeof(SubsidyCategory), "资助对象",
    [
        Text("name", "名称", "照文件的叫法，例如 农村低保一类对象。", required: true),
        Words("aliases", "别名") with { Rare = true },
        new("parent", FieldKind.CategoryRef, "归入哪一类") { Hint = "上一类的标准和约束也适用于它。" },
        List("authorities", "名单由谁认定", Authority) with { Rare = true },
        Cite(),
        Id(),
    ])
    { Summary = ["name", "parent"], IdWord = "category" };

    public static EditorForm Alias { get; } = new(typeof(CategoryAlias), "本地叫法",
        [new("category", FieldKind.CategoryRef, "上级的资助对象") { Required = true }, Text("name", "本地的叫法", required: true), Cite()])
    { Summary = ["name", "category"] };

    public static EditorForm Form { get; } = new(typeof(SubsidyForm), "资助形式", [])
    {
        Variants =
        [
            new(typeof(FullSubsidy), "full", "全额", []),
            new(typeof(FixedSubsidy), "fixed", "定额", [Yuan("yuan", "金额", "不能高于个人缴费。", required: true)]),
            new(typeof(RateSubsidy), "rate", "按比例", [Percent("rate", "占个人缴费", required: true), Flag("floor", "不低于此比例")]),
            new(typeof(DelegatedSubsidy), "delegated", "由下级确定", [Payers("to", "由哪一级确定")]),
            new(typeof(GapSubsidy), "gap", "依据待补", [Gap("gap", "缺口", required: true)]),
        ],
    };

    public static EditorForm Months { get; } = new(typeof(MonthOffsets), "新增对象",
        [Whole("enrol", "认定后第几个月参保", "个月", "当月填 0。", required: true), Whole("pay", "认定后第几个月资助", "个月", "次月填 1。", required: true)]);

    public static EditorForm Timing { get; } = new(typeof(SubsidyTiming), "资助时间", [One("newlyAdded", "年度中新增的对象", Months), Cite()]);

    public static EditorForm Funder { get; } = new(typeof(Funder), "资金来源",
        [Text("name", "来源", "例如 医疗救助资金。", required: true), Percent("rate", "承担比例", "只有一个来源时不填；几个来源中不填的承担余额。"), Yuan("yuan", "承担金额"), Cite()])
    { Summary = ["name", "rate", "yuan"] };

    public static EditorForm Rule { get; } = new(typeof(SubsidyRule), "资助标准",
    [
        new("category", FieldKind.CategoryRef, "资助对象") { Required = true },
        One("form", "资助形式", Form, required: true),
        Choice<PaymentMode>("pay", "怎样支付", null, required: false, (PaymentMode.OnBehalf, "代缴"), (PaymentMode.Card, "先缴费、资助划入一卡通")),
        Where(),
        .. CommonForms.ForWhom,
        One("timing", "资助时间", Timing) with { Rare = true },
        List("funders", "资金来源", Funder) with { Rare = true },
        Cite(),
    ])
    { Summary = ["category", "form", "pay", "where", "contributionTier", "populationGroup", "ages"] };

    public static EditorForm Subsidies { get; } = new(typeof(SubsidyPolicy), "参保资助",
    [
        One("stacking", "多重身份", Stacking),
        List("categories", "资助对象", Category, "先后次序在标准相同时起作用。"),
        List("aliases", "本地叫法", Alias, "上级已经规定的资助对象，本地文件用了别的名称时登记。"),
        List("rules", "资助标准", Rule),
    ]);
}
