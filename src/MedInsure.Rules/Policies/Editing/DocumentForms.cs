using static MedInsure.Rules.Policies.Editing.Fields;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>The year, the documents, the groups and the gaps.</summary>
internal static class DocumentForms
{
    public static EditorForm Window { get; } = new(typeof(YearWindow), "时间段",
    [
        Date("from", "开始日期", "文件没有写的不填。"),
        Date("to", "截止日期", "含当日。"),
        Text("populationGroup", "人群", "只适用于某一人群时才填，例如 学生。") with { Rare = true },
        Gap("gap", "依据待补", "文件没有给出时间的，选对应的缺口，不要自行填写日期。"),
        Cite(),
    ])
    { Summary = ["populationGroup", "from", "to", "gap"] };

    public static EditorForm Year { get; } = new(typeof(PolicyYear), "三个年度",
    [
        new("funding", FieldKind.Fixed, "财政补助年度") { Required = true, Unit = "年度", Hint = "建立草稿时确定。" },
        List("collection", "征缴期", Window, "个人缴费在哪段时间收。"),
        List("coverage", "待遇年度", Window, "缴费后享受待遇的时间，常为次年。"),
    ]);

    public static EditorForm Relation { get; } = new(typeof(DocumentRelation), "与其他文件的关系",
    [
        Choice<DocumentRelationKind>("kind", "关系", null, required: true, (DocumentRelationKind.Forwards, "转发"), (DocumentRelationKind.Implements, "贯彻"), (DocumentRelationKind.Replaces, "替代"), (DocumentRelationKind.Repeals, "废止"), (DocumentRelationKind.Refers, "引用")),
        new("number", FieldKind.DocumentNumber, "对方文号") { Required = true, Hint = "没有收存的文件也可以填。" },
    ])
    { Summary = ["kind", "number"] };

    public static EditorForm Document { get; } = new(typeof(PolicyDocument), "文件",
    [
        new("number", FieldKind.DocumentNumber, "发文字号") { Required = true, Hint = "例如 兰医保〔2020〕142号，括号会自动改为〔〕。" },
        Text("title", "标题"),
        Words("issuers", "发文机关"),
        Date("dated", "成文日期", "正文所署的日期；没有的不填。"),
        Date("printed", "印发日期"),
        Flag("held", "已收存原文", whenLeftOut: true, "没有原文的文件不能作为数值的依据。"),
        Choice<Transcription>("transcription", "校对状态", Transcription.Unchecked, required: false, (Transcription.Unchecked, "未校对"), (Transcription.Checked, "已校对"), (Transcription.Doubtful, "存疑")),
        Words("doubtfulClauses", "存疑条款", "原文残缺的条款，每行一条；数值不能引用。") with { Rare = true },
        List("relations", "与其他文件的关系", Relation),
        Id(),
    ])
    { Summary = ["number", "title"], IdWord = "doc" };

    public static EditorForm Group { get; } = new(typeof(RegionGroup), "分组",
    [
        Text("name", "分组名称", "照文件的叫法，例如 两州一县。", required: true),
        new("regions", FieldKind.Regions, "列名的县（市、区）"),
        new("under", FieldKind.Regions, "整市、整省") { Hint = "含其下全部县（市、区）。" },
        Whole("count", "文件写明的个数", "个"),
        Gap("gap", "名单待补", "名单还不完整的，选对应的缺口；没有列出的地区按“可能属于”计算。"),
        One("within", "名单所在的范围", CommonForms.Exclusion, "名单不完整时，范围以外的地区肯定不在名单中。") with { Rare = true },
        Cite(),
        Id(),
    ])
    { Summary = ["name", "regions", "under"], IdWord = "group" };

    public static EditorForm Gap { get; } = new(typeof(Gap), "缺口",
    [
        Text("what", "缺什么", "例如 18个深度贫困县的名单。", required: true),
        Text("expected", "应出自哪份文件"),
        Text("owner", "由谁负责补齐"),
        Date("due", "补齐期限", "内部口径。"),
        Cite(),
        Id(),
    ])
    { Summary = ["what", "expected"], IdWord = "gap" };

    public static EditorForm FilingDuty { get; } = new(typeof(FilingDuty), "备案要求",
    [
        Text("what", "备案事项", "例如 市县财政分担标准。", required: true),
        new("to", FieldKind.BureauRef, "受理机构") { Required = true },
        Words("recipients", "抄送单位", "照文件的名称，每行一个。"),
        Cite(),
    ])
    { Summary = ["what", "to"] };
}
