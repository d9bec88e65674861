using static MedInsure.Rules.Policies.Editing.Fields;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>Deadlines, pooling and benefits.</summary>
internal static class OtherForms
{
    public static EditorForm Deadline { get; } = new(typeof(DeadlineRule), "时限",
    [
        Text("subject", "事项", "例如 财政补助资金预拨到位。", required: true),
        Text("actor", "由谁办理", required: true),
        Choice<DeadlineAnchor>("anchor", "从哪个年度算起", DeadlineAnchor.FundingYear, required: false, (DeadlineAnchor.FundingYear, "财政补助年度"), (DeadlineAnchor.CoverageYear, "待遇年度")),
        Whole("yearOffset", "之后第几年", "年", "当年不填，次年填 1，上年填 -1。"),
        Whole("month", "月", "月", required: true),
        Whole("day", "日", "日", "含当日。写“月底”的文件不填日，选下一项。"),
        Flag("monthEnd", "当月最后一天", hint: "2月按当年是28日还是29日计算。"),
        Cite(),
        Id(),
    ])
    { Summary = ["subject", "actor", "month", "day", "monthEnd"], IdWord = "deadline" };

    public static EditorForm Unified { get; } = new(typeof(UnifiedItem), "统一事项", [Text("name", "统一什么", "例如 筹资政策。", required: true), Text("state", "现状"), Cite()]) { Summary = ["name", "state"] };

    public static EditorForm Stage { get; } = new(typeof(PoolingStage), "阶段",
        [Text("name", "阶段", required: true), Date("from", "开始日期"), Date("to", "截止日期"), Where(), Cite()])
    { Summary = ["name", "from", "to"] };

    public static EditorForm PoolingRule { get; } = new(typeof(PoolingRule), "规则", [Note("rule", "规则", "例如 预拨办法、缺口由谁承担。", required: true), Cite(), Id()]) { Summary = ["rule"], IdWord = "pooling" };

    public static EditorForm Pooling { get; } = new(typeof(PoolingPlan), "统筹",
    [
        Choice<PoolingMode>("mode", "统筹方式", null, required: false, (PoolingMode.Unified, "统收统支"), (PoolingMode.AdjustmentFund, "调剂金"), (PoolingMode.ByCounty, "县级统筹")),
        Payers("level", "统筹层次", required: false),
        List("unified", "统一事项", Unified),
        List("stages", "推进阶段", Stage),
        List("rules", "基金规则", PoolingRule),
        Cite(),
    ]);

    public static EditorForm Value { get; } = new(typeof(BenefitValue), "数值", [])
    {
        Variants =
        [
            new(typeof(RateBenefit), "rate", "比例", [Percent("rate", "比例", required: true)]),
            new(typeof(RateChangeBenefit), "rateChange", "提高百分点", [Number("points", "提高", "个百分点", "降低的填负数。")]),
            new(typeof(FactorBenefit), "factorOf", "某一数额的倍数", [Number("factor", "倍数", "倍", "一半填 0.5。"), Text("of", "哪一数额", "例如 上年居民人均可支配收入。", required: true)]),
            new(typeof(AbolishedBenefit), "abolished", "取消", []),
            new(typeof(GapBenefit), "gap", "依据待补", [Gap("gap", "缺口", required: true)]),
        ],
    };

    public static EditorForm Benefit { get; } = new(typeof(BenefitParameter), "待遇参数",
    [
        Text("name", "名称", required: true),
        Choice<Insurance>("insurance", "险种", null, required: false, (Insurance.Basic, "基本医疗保险"), (Insurance.CriticalIllness, "大病保险"), (Insurance.Assistance, "医疗救助")),
        Choice<BenefitSubject>("subject", "参数", null, required: true, (BenefitSubject.PaymentRatio, "政策范围内支付比例"), (BenefitSubject.Deductible, "起付线"), (BenefitSubject.Cap, "封顶线")),
        One("value", "数值", Value, required: true),
        new("categories", FieldKind.CategoryRefs, "适用人员") { Hint = "不选即全体参保人员。" },
        Text("while", "有效期限", "照文件的说法，例如 脱贫攻坚期内；没有的不填。"),
        Strength(),
        Gap("gap", "还缺什么", "数值还要靠别的依据才能算出时选。"),
        Cite(),
        Id(),
    ])
    { Summary = ["name", "insurance", "value"], IdWord = "benefit" };
}
