using static MedInsure.Rules.Policies.Editing.Fields;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>Standards and who pays them.</summary>
internal static class FundingForms
{
    public static EditorForm Standard { get; } = new(typeof(Standard), "标准",
    [
        Yuan("yuan", "标准", "文件写“达到”的填这里；“不低于”填在约束中。"),
        Yuan("baseYuan", "其中基础标准", "只有本地在基础标准上另行加发时才填。") with { Rare = true },
        Gap("gap", "依据待补", "文件没有给出金额的，选对应的缺口，不填标准。"),
        Strength(),
        Where(),
        .. CommonForms.ForWhom,
        Cite(),
    ])
    { Summary = ["yuan", "gap", "where", "contributionTier", "populationGroup", "ages"] };

    public static EditorForm Share { get; } = new(typeof(TierShare), "出资",
    [
        Payers("payers", "出资方"),
        Flag("floor", "不低于此数，并承担余额") with { Rare = true },
        Gap("openGap", "合计部分待补", "合计因缺依据不能再分时才选；不选即由下级确定。") with { Rare = true },
        Cite(),
    ])
    {
        Variants =
        [
            new(typeof(FixedShare), "fixed", "定额", [Yuan("yuan", "金额", required: true)]),
            new(typeof(RateShare), "rate", "按比例",
                [Percent("rate", "比例", "80 即 80%。", required: true), Choice<RateBasis>("of", "比例的基数", RateBasis.Total, required: false, (RateBasis.Total, "补助标准"), (RateBasis.Base, "其中基础标准"))]),
            new(typeof(PartShare), "part", "余额按份", [Number("part", "份数", "份", "例如 6 和 4，即余额按 6:4 分。")]),
            new(typeof(RestShare), "rest", "其余全部", []),
            new(typeof(IncreaseShare), "increase", "基数加增量比例",
                [Yuan("baseYuan", "基数", required: true), Percent("rate", "增量中承担", required: true), Yuan("baseTotalYuan", "基年补助标准", required: true), Whole("baseYear", "基年", "年", required: true)]),
            new(typeof(GapShare), "gap", "金额依据待补", [Gap("gap", "缺口", required: true)]),
        ],
        Summary = ["payers"],
    };

    public static EditorForm Tier { get; } = new(typeof(FundingTier), "档次",
    [
        Text("name", "档次名称", "例如 第一档。", required: true),
        Where(),
        new("shares", FieldKind.Shares, "分担") { Form = Share, Required = true, Hint = "一个出资方选两级以上即为合计，由下级再分。" },
        Cite(),
        Id(),
    ])
    { Summary = ["name", "where", "shares"], IdWord = "tier" };

    public static EditorForm Split { get; } = new(typeof(BucketSplit), "市县分担",
    [
        Payers("of", "分的是哪一部分", "与上级留下的合计一致，例如 市和县。"),
        Where(),
        new("shares", FieldKind.Shares, "分担") { Form = Share, Required = true, Hint = "这里的比例和份数以上面这一部分为整体。" },
        Cite(),
    ])
    { Summary = ["of", "where", "shares"] };

    public static EditorForm TopUp { get; } = new(typeof(TopUp), "提标分担",
        [Where(), new("shares", FieldKind.Shares, "分担") { Form = Share, Required = true, Hint = "这里的比例和份数以提标部分为整体。" }, Cite()])
    { Summary = ["where", "shares"] };

    public static EditorForm Scheme { get; } = new(typeof(FundingScheme), "分担方案",
    [
        Gap("gap", "分担方案依据待补", "没有收到分担方案的文件时才选。") with { Rare = true },
        List("tiers", "分担档次", Tier, "每个县（市、区）应恰好属于一个档次。"),
        List("splits", "市县分担", Split, "上级留给本级的合计部分，在市与县之间怎样分。") with { ByCounty = true },
        List("topUps", "提标部分的分担", TopUp, "本级标准高于基础标准的部分由谁出；登记以后，档次只分基础标准。"),
    ]);

    public static EditorForm IllnessTier { get; } = new(typeof(CriticalIllnessTier), "筹资标准",
        [Text("name", "名称", "例如 全省统一。", required: true), Yuan("yuan", "筹资标准", required: true), Where(), Cite(), Id()])
    { Summary = ["name", "yuan", "where"], IdWord = "illness" };

    public static EditorForm Backstop { get; } = new(typeof(Backstop), "弥补来源", [Text("source", "资金来源", required: true), Cite()]) { Summary = ["source"] };

    public static EditorForm Illness { get; } = new(typeof(CriticalIllness), "大病保险",
    [
        Gap("gap", "筹资标准依据待补", "没有收到标准时才选。") with { Rare = true },
        List("tiers", "筹资标准", IllnessTier),
        List("backstop", "筹资不足时的弥补", Backstop, "先用的在前。"),
    ]);

    public static EditorForm FundItem { get; } = new(typeof(FundItem), "列支项目",
        [Text("name", "项目名称", required: true), Yuan("yuan", "标准", required: true), Where(), Cite(), Id()])
    { Summary = ["name", "yuan", "where"], IdWord = "item" };

    public static EditorForm Limit { get; } = new(typeof(BoundLimit), "要求", [])
    {
        Variants =
        [
            new(typeof(MinimumLimit), "min", "不低于", [Yuan("yuan", "金额", required: true)]),
            new(typeof(MaximumLimit), "max", "不高于", [Yuan("yuan", "金额", required: true)]),
            new(typeof(RangeLimit), "range", "金额区间", [Yuan("fromYuan", "从", required: true), Yuan("toYuan", "到", "两端都包含。", required: true)]),
            new(typeof(RateRangeLimit), "rateRange", "个人缴费的比例区间", [Percent("fromRate", "从", required: true), Percent("toRate", "到", "两端都包含。", required: true)]),
            new(typeof(NotAbovePreviousLimit), "notAbovePrevious", "不得高于原标准", [Yuan("whenPreviousAboveYuan", "仅当原标准高于", "文件没有这个条件的不填。"), Gap("gap", "原标准的缺口", "原标准没有拿到、已登记为缺口时选。")]),
            new(typeof(FullLimit), "full", "全额资助", []),
        ],
    };

    public static EditorForm Bound { get; } = new(typeof(Bound), "约束",
    [
        Choice<BoundSubject>("on", "约束什么", null, required: true, (BoundSubject.FiscalSubsidy, "人均财政补助"), (BoundSubject.Contribution, "个人缴费"), (BoundSubject.CriticalIllness, "大病保险筹资"), (BoundSubject.Subsidy, "参保资助")),
        new("categories", FieldKind.CategoryRefs, "资助对象") { Hint = "约束参保资助时选；含其下的类别。" },
        One("limit", "要求", Limit, required: true),
        Strength(),
        Where(),
        Cite(),
        Id(),
    ])
    { Summary = ["on", "categories", "limit", "where"], IdWord = "bound" };
}
