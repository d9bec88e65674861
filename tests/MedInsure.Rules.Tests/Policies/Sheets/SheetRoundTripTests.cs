using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Sheets;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Notices;
using MedInsure.Rules.Tests.Policies.Values;

namespace MedInsure.Rules.Tests.Policies.Sheets;

/// <summary>Out and in again; the invented places go the same way in <c>OtherPlaces.Place</c>.</summary>
public sealed class SheetRoundTripTests
{
    private static readonly string[] Amounts = ["金额或基数（元/人）", "比例（%）", "份数（份）", "市级（份）", "县级（份）", "筹资标准（元/人）", "金额（元/人）"];

    public static TheoryData<string> Tenants => [.. NoticeFiles.Tenants];

    private static IReadOnlyList<Workbook> All() => [.. NoticeFiles.Tenants.Select(Workbook.Of), .. Invented()];

    internal static IEnumerable<Workbook> Invented()
    {
        var regions = new RegionTree([], new DateOnly(2031, 12, 31));
        return new[] { SomePolicy.Nation(), SomePolicy.Province(), SomePolicy.City() }.Select(content => new Workbook(content, new SheetWords(content, [SomePolicy.Province(), SomePolicy.Nation()], regions, null)));
    }

    /// <summary>Nothing typed: no change, and the same canonical hash.</summary>
    internal static void ComesBack(Workbook workbook)
    {
        var reading = workbook.Read();
        Assert.Equal([], reading.Errors);
        Assert.Equal([], reading.Changes);
        Assert.Equal([], reading.Notes);
        Assert.Equal(PolicyJson.Hash(workbook.Content), PolicyJson.Hash(workbook.Changed()));
    }

    [Fact]
    public void What_nobody_touched_comes_back_with_the_same_hash() => Assert.All(All(), ComesBack);

    [Fact]
    public void In_whatever_order_the_rows_are_sorted() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        foreach (var workbook in All())
        {
            var random = new System.Random(seed);
            foreach (var sheet in workbook.Sheets)
            {
                var lines = workbook[sheet.Name];
                var sorted = lines.OrderBy(_ => random.Next()).ToList();
                lines.Clear();
                lines.AddRange(sorted);
            }

            ComesBack(workbook);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void A_content_of_any_shape_comes_back()
    {
        foreach (var workbook in All())
        {
            foreach (var (_, other) in Reorder.Changed(workbook.Content))
            {
                ComesBack(new Workbook(other, workbook.Words));
            }
        }
    }

    /// <summary>Any amount of any row, made another one: one change, and with it undone the old hash.</summary>
    [Fact]
    public void One_edited_amount_is_one_change_and_nothing_else_moves()
    {
        var tried = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), seed =>
        {
            foreach (var name in new[] { "gansu", "lanzhou", "henan" })
            {
                var workbook = Workbook.Of(name);
                var places = workbook.Sheets.SelectMany(sheet => workbook[sheet.Name].SelectMany(line => Amounts.Where(column => line.Cells.GetValueOrDefault(column) is { Length: > 0 }).Select(column => (sheet.Name, line, column)))).ToList();
                var (sheet, line, column) = places[seed.Get % places.Count];
                var (was, now) = (line[column], (2 + (seed.Get % 97) + (seed.Get % 100 / 100m)).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture));
                line[column] = now;
                var changes = workbook.Read().Changes;
                if (was == now)
                {
                    Assert.Empty(changes);
                    continue;
                }

                tried++;
                var change = Assert.Single(changes);
                Assert.Equal((sheet, line.Key, column, was, now, ChangeKind.Changed), (change.Sheet, change.Key, change.Column, change.Before!.Text, change.After!.Text, change.Kind));
                var after = workbook.Changed();
                var redline = PolicyRedline.Compare(workbook.Content, after);
                Assert.All(redline, one => Assert.True(one.Path.StartsWith(line.Key, StringComparison.Ordinal) && one is { Kind: ChangeKind.Changed, KeepsSource: true }, one.ToString()));
                Assert.NotEmpty(redline);
                var back = new Workbook(after, workbook.Words);
                back[sheet].Single(one => one.Key == line.Key)[column] = was;
                Assert.Equal(PolicyJson.Hash(workbook.Content), PolicyJson.Hash(back.Changed()));
            }
        }).QuickCheckThrowOnFailure();
        Assert.InRange(tried, 100, int.MaxValue);
    }

    [Fact]
    public void A_removed_row_is_one_change_and_the_rest_keeps_its_place()
    {
        foreach (var name in NoticeFiles.Tenants)
        {
            var count = Workbook.Of(name).Sheets.Sum(sheet => sheet.Rows.Count);
            for (var i = 0; i < count; i++)
            {
                var workbook = Workbook.Of(name);
                var (sheet, line) = workbook.Sheets.SelectMany(sheet => workbook[sheet.Name].Select(line => (sheet.Name, line))).ElementAt(i);
                workbook[sheet].Remove(line);
                var change = Assert.Single(workbook.Read().Changes);
                Assert.Equal((ChangeKind.Removed, line.Key), (change.Kind, change.Key));
                Assert.All(PolicyRedline.Compare(workbook.Content, workbook.Changed()), one => Assert.True(one.Path.StartsWith(line.Key, StringComparison.Ordinal) || line.Key.StartsWith(one.Path, StringComparison.Ordinal), one.ToString()));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public void A_row_is_known_by_the_address_of_a_value(string tenant)
    {
        var workbook = Workbook.Of(tenant);
        var paths = PolicyValues.Of(workbook.Content).Select(value => value.Path).ToHashSet();
        Assert.All(workbook.Sheets.SelectMany(sheet => sheet.Rows), row => Assert.True(paths.Contains(row.Key) || paths.Contains(row.Key + "/form"), row.Key));
    }

    [Fact]
    public void Every_share_and_rule_stands_in_exactly_one_row()
    {
        foreach (var workbook in All())
        {
            var content = workbook.Content;
            var ratios = workbook["市县分担比例"].Sum(line => line.Cells.Count(cell => cell.Key is "省级（份）" or "市级（份）" or "县级（份）" && cell.Value.Length > 0));
            Assert.Equal(content.Funding.Tiers.SelectMany(tier => tier.Shares).Concat(content.Funding.Splits.SelectMany(split => split.Shares)).Concat(content.Funding.TopUps.SelectMany(topUp => topUp.Shares)).Count(), workbook["分担档次"].Count + ratios);
            Assert.Equal((content.CriticalIllness.Tiers.Count, content.Subsidies.Rules.Count), (workbook["大病筹资"].Count, workbook["资助标准"].Count));
        }
    }
}
