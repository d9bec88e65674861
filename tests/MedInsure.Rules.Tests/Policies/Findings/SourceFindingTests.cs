using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;
using MedInsure.Rules.Tests.Invented;
using static MedInsure.Rules.Tests.Policies.Findings.Sound;

namespace MedInsure.Rules.Tests.Policies.Findings;

public sealed class SourceFindingTests
{
    private readonly PolicyContent province = Province();

    [Fact]
    public void A_value_needs_a_source_or_a_written_reason_why_there_is_none()
    {
        var missing = Assert.Single(Citing());
        Assert.Equal((FindingKind.CitationMissing, FindingWeight.Hard, "/fiscalSubsidy/ordinary"), (missing.Kind, missing.Weight, missing.Path));
        Assert.Equal("每个数值和规定都要有依据，请写明文件和条款；没有文件的，写明无文件依据的理由。", missing.Sentence);

        var reason = new Citation { Kind = CitationKind.NoDocument, Says = "文件在途，按部门联席会议口径" };
        var agreed = Assert.Single(Citing(reason));
        Assert.Equal((FindingKind.NoDocument, FindingWeight.Warning), (agreed.Kind, agreed.Weight));
        Assert.Equal("这一项无文件依据，理由：文件在途，按部门联席会议口径；复核时须由另一人确认。", agreed.Sentence);
        Assert.Equal("无文件依据：文件在途，按部门联席会议口径", Assert.Single(agreed.Sources).ToString());

        Assert.Equal(FindingWeight.Hard, Assert.Single(Citing(reason with { Says = " " })).Weight);
        Assert.Equal(FindingWeight.Hard, Assert.Single(Citing(reason with { Clause = "一" }), finding => finding.Kind == FindingKind.Shape).Weight);
        Assert.Contains(Citing(reason, From("p1", "一")[0]), finding => finding.Sentence == "既写了依据，又写了无文件依据，请只保留一种。");
        Assert.Empty(Citing(From("p1", "一")[0]));
    }

    [Fact]
    public void The_reason_is_part_of_the_format_and_leaves_older_hashes_alone()
    {
        var content = province with { FiscalSubsidy = [province.FiscalSubsidy[0] with { Cite = [new Citation { Kind = CitationKind.NoDocument, Says = "理由" }] }] };

        Assert.Contains("""{"kind":"noDocument","says":"理由"}""", PolicyJson.Write(content), StringComparison.Ordinal);
        Assert.Equal(PolicyJson.Write(content), PolicyJson.Write(PolicyJson.Read(PolicyJson.Write(content)).Value));
    }

    [Fact]
    public void A_doubtful_document_or_passage_carries_no_value()
    {
        PolicyContent With(PolicyDocument document) => province with { Documents = [.. province.Documents, document], FiscalSubsidy = [province.FiscalSubsidy[0] with { Cite = From("x", "九") }] };
        var document = new PolicyDocument { Id = "x", Number = "云某〔2030〕9号" };

        Assert.Empty(PolicyFindings.Of(With(document), OfProvince));
        Assert.Equal((FindingKind.ClauseDoubtful, FindingWeight.Hard), Of(With(document with { Transcription = Transcription.Doubtful })));
        Assert.Equal((FindingKind.ClauseDoubtful, FindingWeight.Hard), Of(With(document with { DoubtfulClauses = ["九"] })));
        Assert.Equal((FindingKind.DocumentUnknown, FindingWeight.Hard), Of(With(document with { Held = false })));
        Assert.Equal((FindingKind.DocumentUnknown, FindingWeight.Hard), Of(province with { FiscalSubsidy = [province.FiscalSubsidy[0] with { Cite = From("x", "九") }] }));

        (FindingKind, FindingWeight) Of(PolicyContent content)
        {
            var finding = Assert.Single(PolicyFindings.Of(content, OfProvince));
            return (finding.Kind, finding.Weight);
        }
    }

    [Fact]
    public void The_library_of_documents_knows_which_clauses_there_are()
    {
        string[] clauses = ["一", "二", "三", "五", "附表"];
        DocumentOnFile held = new("云某[2030] 2号", Transcription.Checked, [.. clauses.Select(clause => new ClauseOnFile(clause))]);
        Assert.Empty(Library(held));

        Assert.All(Library(), finding => Assert.Equal((FindingKind.DocumentUnregistered, "政策文件库中没有 云某〔2030〕2号，请先登记文件，或改用已登记的依据。"), (finding.Kind, finding.Sentence)));
        Assert.All(Library(held with { Transcription = Transcription.Doubtful }), finding => Assert.Equal((FindingKind.ClauseDoubtful, FindingWeight.Hard), (finding.Kind, finding.Weight)));
        Assert.All(Library(held with { Clauses = [] }), finding => Assert.Equal((FindingKind.ClauseUnknown, FindingWeight.Warning), (finding.Kind, finding.Weight)));

        var unknown = Library(held with { Clauses = [.. held.Clauses.Where(clause => clause.Path != "一")] });
        Assert.Equal("云某〔2030〕2号 没有“一”这一条，请核对条款号。", Assert.Single(unknown).Sentence);
        Assert.Equal("/fiscalSubsidy/ordinary", unknown[0].Path);
        var doubtful = Library(held with { Clauses = [.. held.Clauses.Select(clause => clause.Path == "一" ? clause with { Transcription = Transcription.Doubtful } : clause)] });
        Assert.Equal((FindingKind.ClauseDoubtful, FindingWeight.Hard, "云某〔2030〕2号“一”的文字存疑，不能作为数值的依据，请先校对或登记缺口。"), (Assert.Single(doubtful).Kind, doubtful[0].Weight, doubtful[0].Sentence));

        IReadOnlyList<PolicyFinding> Library(params DocumentOnFile[] documents) => PolicyFindings.Of(province, OfProvince with { Documents = documents });
    }

    /// <summary>280 of a notice of 2020 is collected by the end of 2020 and buys 2021; used for coverage year 2020 it is the wrong year's.</summary>
    [Theory]
    [InlineData("云某〔2030〕2号", 2031, false)]
    [InlineData("云某〔2030〕2号", 2030, true)]
    [InlineData("云某〔2029〕2号", 2030, false)]
    public void A_contribution_belongs_to_the_year_after_its_notice(string number, int coverage, bool warned)
    {
        var content = province with
        {
            Documents = [province.Documents[0] with { Number = number }],
            Year = province.Year with { Coverage = [province.Year.Coverage[0] with { From = new DateOnly(coverage, 1, 1), To = new DateOnly(coverage, 12, 31) }] },
        };
        var findings = PolicyFindings.Of(content, OfProvince);

        Assert.Equal(warned ? [(FindingKind.CoverageYear, FindingWeight.Warning, "/contribution/ordinary")] : [], findings.Select(finding => (finding.Kind, finding.Weight, finding.Path)));
        Assert.All(findings, finding => Assert.Equal("云某〔2030〕2号 的 320.00 元在 2030 年征缴、享受 2031 年待遇，本政策的待遇年度却到 2030-12-31 为止；请核对年度，或改用上一年文件的缴费标准。", finding.Sentence));
    }

    [Fact]
    public void Students_whose_year_ends_in_the_next_one_are_in_time()
    {
        var year = province.Year with { Coverage = [province.Year.Coverage[0] with { From = new DateOnly(2030, 1, 1), To = new DateOnly(2030, 12, 31) }, province.Year.Coverage[0] with { PopulationGroup = "学生", From = new DateOnly(2030, 9, 1), To = new DateOnly(2031, 8, 31) }] };
        var findings = PolicyFindings.Of(province with { Year = year, Contribution = [province.Contribution[0], province.Contribution[0] with { Yuan = 200, PopulationGroup = "学生" }] }, OfProvince);

        Assert.Equal(["/contribution/ordinary"], findings.Where(finding => finding.Kind == FindingKind.CoverageYear).Select(finding => finding.Path));
    }

    [Fact]
    public void Every_county_is_in_one_pooling_region_on_every_day_of_the_year()
    {
        var all = Cloudland.Units.Select(unit => new PoolingMembership(Insurance.Basic, "全省", unit.Code, new DateOnly(2020, 1, 1))).ToList();
        Assert.Empty(Of(all));
        Assert.Equal(["谷口县没有划入基本医疗保险的任何统筹地区，请补登统筹地区。"], Of(all.Where(row => row.Region != Cloudland.Valley)));
        Assert.Equal(
            ["谷口县在 2030-03-01 至 2030-03-31 没有划入基本医疗保险的任何统筹地区，请补登统筹地区。"],
            Of([.. all.Where(row => row.Region != Cloudland.Valley), All("甲", "2020-01-01", "2030-03-01"), All("乙", "2030-04-01", null)]));
        Assert.Equal(["谷口县自 2030-06-01 起同时属于基本医疗保险的全省和乙两个统筹地区，请只保留一个。"], Of([.. all, All("乙", "2030-06-01", null)]));
        Assert.Empty(Of([.. all.Where(row => row.Region != Cloudland.Valley), All("甲", "2020-01-01", "2030-03-01"), All("乙", "2030-03-01", null), All("丙", "2031-01-01", null)]));

        PoolingMembership All(string unit, string from, string? to) =>
            new(Insurance.Basic, unit, Cloudland.Valley, Day(from), to is null ? null : Day(to));
        DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        IEnumerable<string> Of(IEnumerable<PoolingMembership> pooling) => PolicyFindings.Of(province, OfProvince with { Pooling = [.. pooling] }).Select(finding => finding.Sentence);
    }

    private IReadOnlyList<PolicyFinding> Citing(params Citation[] cite) => PolicyFindings.Of(province with { FiscalSubsidy = [province.FiscalSubsidy[0] with { Cite = cite }] }, OfProvince);
}
