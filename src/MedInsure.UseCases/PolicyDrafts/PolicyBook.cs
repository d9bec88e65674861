using System.Globalization;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Sheets;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>分担和资助表 as a workbook: the tables of one version, stamped with it, and carrying its text so that what comes back is compared with what went out.</summary>
internal static class PolicyBook
{
    public const string Template = "policy-sheets";
    public const int Version = 1;
    public const string Title = "分担和资助表";
    public const string InstructionSheet = "说明";

    /// <summary>Where the right file is to be had.</summary>
    public const string Again = "请在政策版本页导出“分担和资助表”，修改后再读回。";

    /// <summary>The words for a content of this bureau and year.</summary>
    public static async Task<Func<PolicyContent, SheetWords>> WordsAsync(TenantSession db, int fundingYear, CancellationToken ct)
    {
        var own = (await PolicyChain.PathAsync(db, ct))[^1];
        var above = await PolicyChain.AboveAsync(db, fundingYear, ct);
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(fundingYear), ct);
        IReadOnlyList<PolicyContent> nearestFirst = above.IsOk ? [.. above.Value.Reverse().Select(policy => policy.Issued.Content)] : [];
        return content => new SheetWords(content, nearestFirst, tree, own.RootRegion);
    }

    /// <param name="name">"2020年度政策 第 2 版（草稿）".</param>
    public static byte[] Write(PolicyContent content, SheetWords words, string bureau, string name, long versionId)
    {
        var hash = PolicyJson.Hash(content);
        return BookXlsx.Write(new BookTemplate(
            new TemplateStamp(Template, Version, content.Tenant, content.Year.Funding),
            InstructionSheet,
            Instructions(bureau, name, hash),
            PolicySheets.KeyColumn,
            [.. PolicySheets.Of(content, words).Select(sheet => Form(sheet, words, $"{bureau}　{name}"))])
        {
            About = [versionId.ToString(CultureInfo.InvariantCulture), hash],
            Carried = PolicyJson.Write(content),
        });
    }

    private static BookForm Form(PolicySheet sheet, SheetWords words, string line) => new(sheet.Name, sheet.Name, $"{line}　{(sheet.Rows.Count == 0 ? "本版本没有这方面的规定；要新增的，从第4行起填写。" : "填写要求见“说明”。")}", [.. sheet.Columns.Select(column => Column(column, words))])
    {
        Rows = [.. sheet.Rows.Select(row => new BookRow(row.Key, [.. sheet.Columns.Select(column => row.Values[column.Name].Text)]))],
    };

    private static TemplateColumn Column(SheetColumn column, SheetWords words) => new(column.Name, false, column.Width, column.Kind switch
    {
        SheetColumnKind.Yuan => TemplateContent.Amount,
        SheetColumnKind.Parts or SheetColumnKind.Whole => TemplateContent.Number,
        _ => TemplateContent.Text, // percent too: a program makes 0.75 of a typed 75% unless the cell holds text
    })
    {
        Choices = [.. column.Options(words).Select(option => option.Text)],
        Hint = column.Hint,
    };

    private static string[] Instructions(string bureau, string name, string hash) =>
    [
        Title,
        $"依据的版本：{bureau}{name}；校验码 {hash}。",
        "1．本表列出这一版本的分担档次、市县分担比例、大病筹资和资助标准。修改后在草稿的版本页“读回表格”中上传，系统列出手工修改清单，按“应用到草稿”后才写入；读回只与上面的版本比较，其他内容不受影响。",
        "2．可以改的：各行的名称、地区、出资方、数额、比例、份数、支付方式等；可以删行；可以在表末空行中增加行；可以排序。增加的行没有依据，读回以后请在编辑页补写。",
        "3．不能改的：表头、隐藏的“标识”列、工作表名称；“依据”一栏只供核对，改动不读回。财政补助标准、个人缴费、约束、时限等不在本表中，请在编辑页修改。",
        "4．单位：金额一律为元/人（每人每年），只填数，最多六位小数；比例为百分数，80 即 80%；份数为余额分配的份，6 和 4 即 6:4；月份为认定后的第几个月，当月为 0。",
        "5．地区写名称，用顿号隔开；市、省的名称包含其下全部县（市、区），适用于全部地区的写“全部地区”。同名的地区在名称后面写六位代码，例如 嘉峪关市620200。也可以写本政策或上级政策的地区分组名称。",
        "6．分担档次每个出资方一行，同一档次各行的名称和地区要写得一样；增加一行并写已有的档次名称，就是给这个档次增加一个出资方。按份分的市县分担在“市县分担比例”中每组地区一行；其他方式的市县分担列在“分担档次”中，方案为“市县分担”。",
        "7．单元格不能用公式；下拉选择的单元格请从列表中选。看不懂的内容会指出所在的单元格，改正以前什么都不写入。",
    ];
}
