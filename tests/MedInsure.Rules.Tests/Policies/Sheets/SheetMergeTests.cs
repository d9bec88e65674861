using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Sheets;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Policies.Sheets;

/// <summary>A workbook comes back while the draft has moved on: nothing is overwritten that its author did not see.</summary>
public sealed class SheetMergeTests
{
    private const string Yuan = "金额（元/人）";

    private static PolicyContent WithRule(PolicyContent content, string category, decimal yuan) => content with
    {
        Subsidies = content.Subsidies with { Rules = [.. content.Subsidies.Rules.Select(rule => rule.Category == category ? rule with { Form = new FixedSubsidy { Yuan = yuan } } : rule)] },
    };

    private static decimal Of(PolicyContent content, string category) => ((FixedSubsidy)content.Subsidies.Rules.Single(rule => rule.Category == category).Form).Yuan;

    private static Workbook Lanzhou(decimal poor)
    {
        var workbook = Workbook.Of("lanzhou");
        workbook.Row("资助标准", "农村建档立卡贫困人口")[Yuan] = poor.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return workbook;
    }

    [Fact]
    public void What_only_the_workbook_changed_is_taken_into_what_the_draft_has_become()
    {
        var workbook = Lanzhou(120);
        var merge = workbook.Into(WithRule(workbook.Content, "rural-subsistence-2", 230));
        Assert.Empty(merge.Conflicts);
        Assert.Equal((120m, 230m), (Of(merge.Content!, "registered-poor"), Of(merge.Content!, "rural-subsistence-2")));
    }

    [Fact]
    public void What_both_changed_stays_until_a_person_takes_it()
    {
        var workbook = Lanzhou(120);
        var draft = WithRule(workbook.Content, "registered-poor", 130);
        var merge = workbook.Into(draft);
        var conflict = Assert.Single(merge.Conflicts);
        Assert.Equal(("100", "120", "130", true), (conflict.Change.Before!.Text, conflict.Change.After!.Text, conflict.Now!.Text, conflict.CanBeTaken));
        Assert.Empty(merge.Taken);
        Assert.Equal(PolicyJson.Hash(draft), PolicyJson.Hash(merge.Content!));

        var taken = workbook.Into(draft, conflict.Change.Id);
        Assert.Equal(120m, Of(taken.Content!, "registered-poor"));
        Assert.Single(taken.Taken);
    }

    [Fact]
    public void What_both_changed_alike_is_done_already()
    {
        var workbook = Lanzhou(120);
        var merge = workbook.Into(WithRule(workbook.Content, "registered-poor", 120));
        Assert.Equal((0, 0), (merge.Taken.Count, merge.Conflicts.Count));
    }

    [Fact]
    public void A_row_that_the_draft_no_longer_has_is_not_brought_back()
    {
        var workbook = Lanzhou(120);
        var draft = workbook.Content with { Subsidies = workbook.Content.Subsidies with { Rules = [.. workbook.Content.Subsidies.Rules.Where(rule => rule.Category != "registered-poor")] } };
        var merge = workbook.Into(draft, "资助标准|/subsidies/rules/registered-poor|" + Yuan);
        Assert.False(Assert.Single(merge.Conflicts).CanBeTaken);
        Assert.Equal(PolicyJson.Hash(draft), PolicyJson.Hash(merge.Content!));
    }

    [Fact]
    public void A_deleted_row_that_the_draft_changed_is_asked_about()
    {
        var workbook = Workbook.Of("lanzhou");
        workbook["资助标准"].Remove(workbook.Row("资助标准", "农村建档立卡贫困人口"));
        var draft = WithRule(workbook.Content, "registered-poor", 130);
        var conflict = Assert.Single(workbook.Into(draft).Conflicts);
        Assert.Contains("130", conflict.Now!.Text, StringComparison.Ordinal);
        Assert.Equal(9, workbook.Into(draft).Content!.Subsidies.Rules.Count);
        Assert.Equal(8, workbook.Into(draft, conflict.Change.Id).Content!.Subsidies.Rules.Count);
        Assert.Equal(8, workbook.Into(workbook.Content).Content!.Subsidies.Rules.Count);
    }

    /// <summary>红古 now leads the list of 6:4, which gives that split another address.</summary>
    [Fact]
    public void A_split_is_found_although_the_draft_moved_a_county_into_it()
    {
        var workbook = Workbook.Of("lanzhou");
        (workbook["市县分担比例"][0]["市级（份）"], workbook["市县分担比例"][0]["县级（份）"]) = ("7", "3");
        var splits = workbook.Content.Funding.Splits;
        var draft = workbook.Content with
        {
            Funding = workbook.Content.Funding with
            {
                Splits = [splits[0] with { Where = splits[0].Where with { Regions = [.. splits[0].Where.Regions, new RegionCode("620111")] } }, splits[1] with { Where = new RegionSelector { Regions = [new RegionCode("620103")] } }, splits[2]],
            },
        };
        var merge = workbook.Into(draft);
        Assert.Empty(merge.Conflicts);
        Assert.Equal([7m, 3m], merge.Content!.Funding.Splits[0].Shares.OfType<PartShare>().Select(share => share.Part));
        Assert.Equal(5, merge.Content.Funding.Splits[0].Where.Regions.Count);
    }

    [Fact]
    public void A_new_row_is_added_once_however_often_the_workbook_comes()
    {
        var workbook = Workbook.Of("lanzhou");
        workbook.Add("资助标准", ("资助对象", "孤儿"), ("适用地区", "城关区"), ("资助形式", "定额"), (Yuan, "150"));
        var once = workbook.Changed();
        Assert.Equal(10, once.Subsidies.Rules.Count);
        var again = workbook.Into(once);
        Assert.Equal((0, PolicyJson.Hash(once)), (again.Taken.Count, PolicyJson.Hash(again.Content!)));
    }

    [Fact]
    public void The_workbook_of_what_is_in_force_is_read_into_the_draft_of_the_next_version()
    {
        var workbook = Workbook.Of("gansu");
        workbook.Row("分担档次", "第二档", "省级")["金额或基数（元/人）"] = "100";
        var draft = NoticeFiles.Read("gansu") with { Title = "甘肃省新政策", FiscalSubsidy = [new Standard { Yuan = 580 }] };
        var after = workbook.Into(draft).Content!;
        Assert.Equal(("甘肃省新政策", 580m, 100m), (after.Title, after.FiscalSubsidy[0].Yuan, ((FixedShare)after.Funding.Tiers[1].Shares[1]).Yuan));
    }
}
