using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Sheets;

namespace MedInsure.Rules.Tests.Policies.Sheets;

/// <summary>What people do in a spreadsheet program, and what becomes of it.</summary>
public sealed class SheetEditTests
{
    [Fact]
    public void Lanzhou_reads_as_its_notice_puts_it()
    {
        var row = Workbook.Of("lanzhou")["市县分担比例"][0];
        Assert.Equal(("市县合计", "榆中县、永登县、皋兰县、兰州新区", "6", "4"), (row["分的是哪一部分"], row["适用地区"], row["市级（份）"], row["县级（份）"]));
        Assert.Equal("兰医保〔2020〕142号 一：榆中、永登、皋兰、兰州新区市县6:4", row["依据（不读回）"]);
        var poor = Workbook.Of("lanzhou").Row("资助标准", "农村建档立卡贫困人口");
        Assert.Equal(("定额", "100", "先缴费、资助划入一卡通", "0", "1"), (poor["资助形式"], poor["金额（元/人）"], poor["怎样支付"], poor["新增对象参保（认定后第几个月）"], poor["新增对象资助（认定后第几个月）"]));
        var central = Workbook.Of("henan")["分担档次"][0];
        Assert.Equal(("比照西部开发政策县", "54个比照西部开发政策县", "中央", "按比例", "80", "补助标准"), (central["档次名称"], central["适用地区"], central["出资方"], central["承担方式"], central["比例（%）"], central["比例的基数"]));
        Assert.Equal("天水市、陇南市、白银市、定西市、平凉市、庆阳市、张掖市、武威市、酒泉市", Workbook.Of("gansu")["分担档次"][3]["适用地区"]);
        Assert.Equal("18个深度贫困县", Workbook.Of("gansu")["分担档次"][3]["其中除外"]);
    }

    [Fact]
    public void A_county_moves_from_one_ratio_to_another_by_its_short_name()
    {
        var workbook = Workbook.Of("lanzhou");
        workbook["市县分担比例"][0]["适用地区"] += "、红古";
        workbook["市县分担比例"][1]["适用地区"] = "七里河区";
        var changes = workbook.Read().Changes;
        Assert.Equal(["榆中县、永登县、皋兰县、兰州新区 → 榆中县、永登县、皋兰县、兰州新区、红古区", "七里河区、红古区 → 七里河区"], changes.Select(change => $"{change.Before!.Text} → {change.After!.Text}"));
        Assert.Equal(["620123", "620121", "620122", "620171", "620111"], workbook.Changed().Funding.Splits[0].Where.Regions.Select(code => code.Value));
    }

    [Fact]
    public void The_same_places_in_another_order_are_no_change()
    {
        var workbook = Workbook.Of("lanzhou");
        workbook["市县分担比例"][0]["适用地区"] = " 兰州新区，皋兰 ；永登县、620123 ";
        SheetRoundTripTests.ComesBack(workbook);
    }

    [Fact]
    public void Full_width_figures_and_other_ways_to_write_the_same_are_no_change()
    {
        var workbook = Workbook.Of("gansu");
        workbook.Row("分担档次", "第一档", "中央")["金额或基数（元/人）"] = "４４０.00";
        workbook.Row("大病筹资", "全省统一")["筹资标准（元/人）"] = "90.0";
        SheetRoundTripTests.ComesBack(workbook);
    }

    [Fact]
    public void A_tier_is_renamed_on_all_its_rows_and_that_is_one_change()
    {
        var workbook = Workbook.Of("gansu");
        foreach (var line in workbook["分担档次"].Where(line => line["档次名称"] == "第一档"))
        {
            line["档次名称"] = "一类地区";
        }

        var change = Assert.Single(workbook.Read().Changes);
        Assert.Equal(("/funding/tiers/gansu-1", "B4、B5、B6"), (change.Key, change.Cell));
        Assert.Equal("一类地区", workbook.Changed().Funding.Tiers[0].Name);
    }

    [Fact]
    public void A_share_becomes_another_kind_and_keeps_its_source()
    {
        var workbook = Workbook.Of("gansu");
        var line = workbook.Row("分担档次", "第一档", "中央");
        (line["承担方式"], line["金额或基数（元/人）"], line["比例（%）"]) = ("按比例", "", "80");
        Assert.Equal(3, workbook.Read().Changes.Count);
        var share = Assert.IsType<RateShare>(workbook.Changed().Funding.Tiers[0].Shares[0]);
        Assert.Equal((0.8m, RateBasis.Total, 2), (share.Rate, share.Of, share.Cite.Count));
    }

    [Fact]
    public void New_rows_join_a_tier_or_make_one()
    {
        var workbook = Workbook.Of("gansu");
        workbook.Add("分担档次", ("方案", "财政补助分担"), ("档次名称", "第三档"), ("出资方", "县级"), ("承担方式", "其余全部"));
        workbook.Add("分担档次", ("方案", "财政补助分担"), ("档次名称", "第四档"), ("适用地区", "金昌、嘉峪关市620200"), ("出资方", "中央"), ("承担方式", "定额"), ("金额或基数（元/人）", "440"));
        workbook.Add("分担档次", ("方案", "财政补助分担"), ("档次名称", "第四档"), ("适用地区", "金昌、嘉峪关市620200"), ("出资方", "省级"), ("承担方式", "其余全部"));
        Assert.Equal(3, workbook.Read().Changes.Count(change => change.Kind == ChangeKind.Added));
        var tiers = workbook.Changed().Funding.Tiers;
        Assert.Equal((4, 4, "gansu-tier-1", "第四档"), (tiers.Count, tiers[2].Shares.Count, tiers[3].Id, tiers[3].Name));
        Assert.Equal(["620200", "620300"], tiers[3].Where.Under.Select(code => code.Value));
        Assert.IsType<RestShare>(tiers[3].Shares[1]);
        Assert.Empty(tiers[3].Shares[0].Cite); // the check before review asks for the source
    }

    [Fact]
    public void A_copied_row_is_a_new_one_beside_the_old_one()
    {
        var workbook = Workbook.Of("lanzhou");
        var copy = workbook.Row("资助标准", "农村建档立卡贫困人口").Copy();
        copy["人群"] = "学生";
        copy["金额（元/人）"] = "150";
        workbook["资助标准"].Insert(2, copy);
        var change = Assert.Single(workbook.Read().Changes);
        Assert.Equal((ChangeKind.Added, "农村建档立卡贫困人口（学生）"), (change.Kind, change.Label));
        var rules = workbook.Changed().Subsidies.Rules;
        Assert.Equal((10, 150m), (rules.Count, Assert.IsType<FixedSubsidy>(rules[^1].Form).Yuan));
    }

    [Fact]
    public void Cells_emptied_in_a_whole_row_delete_it()
    {
        var workbook = Workbook.Of("lanzhou");
        foreach (var column in workbook["资助标准"][3].Cells.Keys.ToList())
        {
            workbook["资助标准"][3][column] = " ";
        }

        Assert.Equal(ChangeKind.Removed, Assert.Single(workbook.Read().Changes).Kind);
        Assert.Equal(8, workbook.Changed().Subsidies.Rules.Count);
    }

    [Fact]
    public void Funders_are_read_with_percent_and_yuan_and_keep_their_source()
    {
        var workbook = Workbook.Of("anhui");
        workbook["资助标准"][0]["资金来源"] = "医疗救助资金 70.5%; 乡村振兴资金29.5 %";
        var rule = workbook.Changed().Subsidies.Rules[0];
        Assert.Equal([("医疗救助资金", 0.705m, 1), ("乡村振兴资金", 0.295m, 0)], rule.Funders.Select(funder => (funder.Name, funder.Rate ?? 0, funder.Cite.Count)));
    }

    [Fact]
    public void What_is_typed_beside_the_source_is_said_and_not_read()
    {
        var workbook = Workbook.Of("lanzhou");
        workbook["资助标准"][0]["依据（不读回）"] = "另有文件";
        var reading = workbook.Read();
        Assert.Empty(reading.Changes);
        Assert.Contains("请在编辑页修改依据", Assert.Single(reading.Notes), StringComparison.Ordinal);
    }
}
