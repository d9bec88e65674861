using MedInsure.Rules.Allocations;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;

namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>Which gaps a trial may fill, and how a pasted list of names is read.</summary>
public sealed class AssumptionInputTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    [Theory]
    [InlineData(Bureau.Henan, Scheme.FiscalSubsidy, "henan-54-counties Members 158, henan-provincial-tiers Parts 0")]
    [InlineData(Bureau.Henan, Scheme.CriticalIllness, "")]
    [InlineData(Bureau.Gansu, Scheme.FiscalSubsidy, "gansu-18-counties Members 60")]
    [InlineData(Bureau.Lanzhou, Scheme.FiscalSubsidy, "")]
    [InlineData(Bureau.Anhui, Scheme.FiscalSubsidy, "")]
    public async Task Only_what_would_give_a_figure_can_be_assumed(Bureau bureau, Scheme scheme, string expected)
    {
        var gaps = AllocationDesk.Ok(await new ListAssumableGapsHandler(desk.Db).HandleAsync(Some.FinanceOfficer(bureau), new ListAssumableGaps(2020, scheme), default));
        Assert.Equal(expected, string.Join(", ", gaps.Select(gap => $"{gap.Id} {gap.Form} {gap.Candidates.Count}")));
    }

    [Fact]
    public async Task With_a_list_and_a_ratio_supposed_every_level_of_Henan_has_its_share()
    {
        var run = await desk.ComputeAsync(Bureau.Henan, assumptions:
        [
            new Assumption { Gap = "henan-54-counties", Label = "名单外各县按60%", Members = [] },
            new Assumption { Gap = "henan-provincial-tiers", Label = "省市县暂按5:3:2", Parts = [new AssumedPart { Payers = Payers.Province, Part = 5 }, new AssumedPart { Payers = Payers.City, Part = 3 }, new AssumedPart { Payers = Payers.County, Part = 2 }] },
        ]);
        var lines = (await desk.ResultAsync(Bureau.Henan, run.RunId)).Lines;
        Assert.Equal("330 110 66 44", string.Join(' ', lines.Single(line => line.Name == "中原区").Computed!.Cells.Select(cell => cell.PerCapita.ToText())));
        Assert.Equal("330 1100/7 440/7", string.Join(' ', lines.Single(line => line.Name == "巩义市").Computed!.Cells.Select(cell => cell.PerCapita.ToText())));
        Assert.All(lines, line => Assert.Equal(2, line.Assumptions.Count));
    }

    [Fact]
    public void A_pasted_list_is_matched_by_name_short_name_or_code_and_nothing_is_dropped()
    {
        CandidateUnit[] units =
        [
            new(new RegionCode("620502"), "秦州区", "天水市"),
            new(new RegionCode("620521"), "清水县", "天水市"),
            new(new RegionCode("620702"), "城关区", "甲市"),
            new(new RegionCode("620802"), "城关区", "乙市"),
        ];
        var named = NamedUnits.Read("清水\r\n秦州区\t620802、清水县，通渭县\n城关区", units);
        Assert.Equal(["秦州区", "清水县", "城关区"], named.Found.Select(unit => unit.Name));
        Assert.Equal(["通渭县（不在可能的范围内）", "城关区（可能是甲市城关区 620702或乙市城关区 620802，请写代码）"], named.Unknown);
        Assert.Empty(NamedUnits.Read(null, units).Found);
    }
}
