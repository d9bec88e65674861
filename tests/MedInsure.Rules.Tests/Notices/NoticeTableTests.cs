using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Tests.Notices;

/// <summary>docs/notices.md and the files say the same: no clause without a row, no citation without a row, no row that leads elsewhere.</summary>
public sealed class NoticeTableTests
{
    /// <summary>The clauses that the notices number, and the annexes.</summary>
    private static readonly Dictionary<string, string> Numbered = new()
    {
        ["医保发〔2020〕24号"] = "一(一) 一(二) 一(三) 二(四) 二(五) 二(六) 三(七) 三(八) 三(九) 四(十) 四(十一) 四(十二) 五(十三) 五(十四) 五(十五) 六(十六) 六(十七) 六(十八) 六(十九) 七(二十)",
        ["甘医保发〔2020〕66号"] = "一(一) 一(二) 二(一) 二(二) 二(三) 三(一) 三(二) 三(三) 四(一) 四(二) 四(三) 五(一) 五(二) 五(三) 五(四) 五(五) 六(一) 六(二) 六(三) 附表",
        ["兰医保〔2020〕142号"] = "一 二 三",
        ["豫医保〔2020〕5号"] = "一 二 三 附件1 附件2",
        ["皖医保发〔2020〕15号"] = "一(一) 一(三) (三)加强医疗救助长期保障 (二)巩固医保脱贫成果 四(一)加强定点医药机构管理 四(二)推进医保支付方式改革 (二)全面做实市级统筹 (三)加强基金运行分析 六(一) (四)加快推进标准化和信息化建设 四、组织实施(一) 四、组织实施(二) 四、组织实施(三)",
        ["淮府办〔2020〕15号"] = "一 二 三(一) 三(二) 三(三) 三(四) 三(五) 三(六) 四(一) 四(二) 四(三) 四(四) 五(一) 五(二) 五(三) 五(四)",
    };

    private static readonly IReadOnlyList<(string Tenant, CitedPlace Place, string Notice, string Clause)> Cited =
    [
        .. from tenant in NoticeFiles.Tenants
           let content = NoticeFiles.Read(tenant)
           from place in PolicyCitations.Of(content)
           from cite in place.Cite.Where(cite => cite.Kind == CitationKind.Notice).Distinct()
           select (tenant, place, content.Documents.Single(document => document.Id == cite.Document).Number, cite.Clause!),
    ];

    [Fact]
    public void Every_numbered_clause_of_the_six_notices_has_one_row()
    {
        Assert.Equal(Numbered.Keys.Order(), NoticeTable.Rows.Select(row => row.Notice).Distinct().Order());
        foreach (var (notice, clauses) in Numbered)
        {
            var rows = NoticeTable.Rows.Where(row => row.Notice == notice).Select(row => row.Clause).ToList();
            Assert.Equal(rows.Distinct().Count(), rows.Count);
            Assert.Empty(clauses.Split(' ').Except(rows));
            Assert.Contains("首段", rows);
        }
    }

    [Fact]
    public void Every_row_leads_somewhere_or_says_why_not() =>
        Assert.All(NoticeTable.Rows, row => Assert.True(row.Says.Length > 5 && (row.Places.Count > 0 || row.Where.Contains("Not modelled: ", StringComparison.Ordinal)), $"{row.Notice} {row.Clause}"));

    [Fact]
    public void Every_citation_in_the_files_is_in_the_table()
    {
        Assert.True(Cited.Count > 200);
        Assert.Equal([], Cited
            .Where(cited => !NoticeTable.Rows.Any(row => row.Notice == cited.Notice && row.Clause == cited.Clause && row.Places.Any(place => place.Tenant == cited.Tenant && IsAtOrBelow(cited.Place.Path, place.Path))))
            .Select(cited => $"{cited.Notice} {cited.Clause} <- {cited.Tenant} {cited.Place.Path}"));
    }

    [Fact]
    public void Every_place_in_the_table_cites_the_clause_of_its_row() =>
        Assert.Equal([], NoticeTable.Rows
            .SelectMany(row => row.Places.Where(place => !Cited.Any(cited => cited.Notice == row.Notice && cited.Clause == row.Clause && cited.Tenant == place.Tenant && IsAtOrBelow(cited.Place.Path, place.Path)))
                .Select(place => $"{row.Notice} {row.Clause} -> {place.Tenant} {place.Path}")));

    [Fact]
    public void Damaged_passages_are_marked_and_lead_to_gaps_only()
    {
        var doubtful = NoticeFiles.Tenants.SelectMany(tenant => NoticeFiles.Read(tenant).Documents).SelectMany(document => document.DoubtfulClauses.Select(clause => (document.Number, clause))).Order().ToList();

        Assert.Equal(doubtful, NoticeTable.Rows.Where(row => row.IsDoubtful).Select(row => (row.Notice, row.Clause)).Order());
        Assert.All(NoticeTable.Rows.Where(row => row.IsDoubtful).SelectMany(row => row.Places), place => Assert.StartsWith("$.gaps[", place.Path, StringComparison.Ordinal));
        Assert.All(Cited.Where(cited => doubtful.Contains((cited.Notice, cited.Clause))), cited => Assert.Equal(CitedKind.Gap, cited.Place.Kind));
    }

    [Fact]
    public void Every_document_that_is_not_held_is_listed_with_its_gaps()
    {
        var gaps = NoticeFiles.Tenants.SelectMany(tenant => NoticeFiles.Read(tenant).Gaps).ToDictionary(gap => gap.Id);
        foreach (var document in NoticeFiles.Tenants.SelectMany(tenant => NoticeFiles.Read(tenant).Documents).Where(document => !document.Held))
        {
            var line = Assert.Single(NoticeTable.NotHeld, line => line.Documents.Contains(document.Number, StringComparison.Ordinal));
            Assert.NotEmpty(line.Gaps);
            Assert.All(line.Gaps, gap => Assert.Contains(document.Number, gaps[gap].Expected, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_noticed()
    {
        Assert.Equal("$.bounds[3]", NoticeTable.Resolve("gansu", "$.bounds[gansu-subsidy-100]"));
        Assert.Equal("$.subsidies.rules[5].timing", NoticeTable.Resolve("gansu", "$.subsidies.rules[registered-poor].timing"));
        Assert.Null(NoticeTable.Resolve("gansu", "$.bounds[gansu-subsidy-99]"));
        Assert.Null(NoticeTable.Resolve("gansu", "$.bounds[99]"));
        Assert.Null(NoticeTable.Resolve("gansu", "$.fundings"));
    }

    private static bool IsAtOrBelow(string path, string upper) =>
        path == upper || path.StartsWith(upper + ".", StringComparison.Ordinal) || path.StartsWith(upper + "[", StringComparison.Ordinal);
}
