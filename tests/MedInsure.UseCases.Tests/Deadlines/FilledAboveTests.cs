using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Deadlines;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.PolicyDrafts;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Deadlines;

/// <summary>安徽 fills its total and its split; 淮南 is freed once it has adopted the version, and not before.</summary>
public sealed class FilledAboveTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    private static readonly IReadOnlyList<Citation> Cite = [new Citation { Kind = CitationKind.NoDocument, Says = "虚构" }];

    [Fact]
    public async Task A_gap_that_a_bureau_above_fills_frees_the_counties_of_a_bureau_below_once_it_is_adopted()
    {
        var anhui = AllocationDesk.Notice(Bureau.Anhui);
        await desk.PublishAsync(Bureau.Anhui, anhui);
        await desk.PublishAsync(Bureau.Huainan, AllocationDesk.Notice(Bureau.Huainan));
        await desk.PublishAsync(Bureau.Anhui, anhui with
        {
            FiscalSubsidy = [new Standard { Yuan = 550, Cite = Cite }],
            Funding = new FundingScheme
            {
                Tiers = [new FundingTier { Id = "anhui-all", Name = "全省", Cite = Cite, Shares = [new RateShare { Payers = Payers.Central, Rate = 0.6m, Cite = Cite }, new RestShare { Payers = Payers.Province, Cite = Cite }] }],
            },
            Gaps = [.. anhui.Gaps.Where(gap => gap.Id is not ("anhui-split" or "anhui-total"))],
        });
        var author = PolicyDesk.Author(Bureau.Huainan);
        Assert.Empty(await FilledAsync(Bureau.Huainan)); // 上级政策已更新, and nothing else

        var own = Ok(await new ListPolicyVersionsHandler(desk.Db).HandleAsync(author, new ListPolicyVersions(2020), default)).Versions[0].Id;
        var adopting = await desk.CreateAsync(Bureau.Huainan, 2020, DraftStart.Copy, own);
        var preview = Ok(await new FilledGapsHandler(desk.Db).HandleAsync(author, new ShowFilledGaps(adopting), default))!;
        Assert.Equal(["anhui-split", "anhui-total"], preview.Gaps.Select(gap => gap.Filled.Gap.Id).Order());
        await desk.AnswerAllAsync(author, adopting);
        await desk.PublishAsync(Bureau.Huainan, adopting);

        var version = Assert.Single(await FilledAsync(Bureau.Huainan));
        Assert.All(version.Gaps, gap => Assert.Equal((false, version.OfCounties), (gap.IsOwn, gap.Split.Computable.Count)));
        Assert.Contains(version.Gaps.SelectMany(gap => gap.Filled.By), value => value.Text.Contains("550.00 元/人", StringComparison.Ordinal));
        Assert.Single(await FilledAsync(Bureau.Anhui));
    }

    private async Task<IReadOnlyList<FilledVersion>> FilledAsync(Bureau bureau) =>
        Ok(await new FilledGapsHandler(desk.Db).HandleAsync(PolicyDesk.Author(bureau), new ListFilledGaps(2020), default));
}
