using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.People;

namespace MedInsure.UseCases.Tests.People;

public sealed class PeopleTests(PeopleDesk desk) : IClassFixture<PeopleDesk>
{
    private static readonly ILookup<long, InventedRow> InNovember = PeopleDesk.November.All().ToLookup(row => row.Person);
    private static readonly ILookup<long, InventedRow> InDecember = PeopleDesk.December.All().ToLookup(row => row.Person);
    private static readonly Month November = new(2020, 11);

    /// <summary>Everybody who ever stood on a roster, in the order of the list.</summary>
    private static IEnumerable<(string Name, string Masked)> Expected(Func<long, bool> fits) => InNovember.Select(rows => rows.Key).Union(InDecember.Select(rows => rows.Key)).Where(fits)
        .Select(person => InDecember[person].Concat(InNovember[person]).First()).Select(row => (row.Name, Rules.Rosters.IdentityNumber.Mask(row.Number)))
        .OrderBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Item2, StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Masked)> Shown(IEnumerable<PersonRow> rows) =>
        rows.Select(row => (row.Name, row.Masked)).OrderBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Masked, StringComparer.Ordinal);

    [Fact]
    public async Task Page_after_page_shows_everybody_once_in_the_order_of_names()
    {
        var rows = await desk.AllAsync(new FindPeople(2020));
        Assert.Equal(rows.Select(row => row.Id).Distinct().Count(), rows.Count);
        Assert.Equal(rows.Select(row => row.Name).Order(StringComparer.Ordinal), rows.Select(row => row.Name));
        Assert.Equal(Expected(_ => true), Shown(rows));
        var first = await desk.FindAsync(new FindPeople(2020));
        Assert.Equal((FindPeople.PageSize, true, FindPeople.MostCounted + 1), (first.Rows.Count, first.IsMore, first.Count));
        Assert.Equal(9, first.Counties.Count);
        Assert.Contains(new KeyValuePair<string, string>("orphan", "孤儿"), first.Categories);
    }

    [Fact]
    public async Task A_name_is_found_by_its_beginning_in_the_whole_bureau_and_in_a_county()
    {
        var all = await desk.AllAsync(new FindPeople(2020, "张"));
        Assert.Equal(Expected(person => InNovember[person].Concat(InDecember[person]).First().Name.StartsWith('张')), Shown(all));
        Assert.Equal(Shown(all), Shown(await desk.AllAsync(new FindPeople(2020, " 张 "))));
        var one = await desk.AllAsync(new FindPeople(2020, "张", new RegionCode("620123")));
        Assert.Equal(Shown(all.Where(row => row.County == "榆中县")), Shown(one));
        Assert.Equal(Shown(all), Shown(await desk.AllAsync(new FindPeople(2020, "张", new RegionCode("620100")))));
        Assert.Empty((await desk.FindAsync(new FindPeople(2020, "张%"))).Rows);
        Assert.Equal(0, (await desk.FindAsync(new FindPeople(2020, "无名氏"))).Count);
    }

    [Fact]
    public async Task Identity_month_and_state_choose_together()
    {
        bool Holds(ILookup<long, InventedRow> month, long person, string category) => month[person].Any(row => row.Category.Id == category);
        Assert.Equal(Expected(person => Holds(InDecember, person, "orphan")), Shown(await desk.AllAsync(new FindPeople(2020, Category: "orphan", State: IdentityState.Active))));
        Assert.Equal(Expected(person => Holds(InNovember, person, "orphan") && !Holds(InDecember, person, "orphan")), Shown(await desk.AllAsync(new FindPeople(2020, Category: "orphan", State: IdentityState.Ended))));
        Assert.Equal(Expected(person => Holds(InNovember, person, "orphan") || Holds(InDecember, person, "orphan")), Shown(await desk.AllAsync(new FindPeople(2020, Category: "orphan"))));
        Assert.Equal(Expected(person => InNovember.Contains(person) && !InDecember.Contains(person)), Shown(await desk.AllAsync(new FindPeople(2020, State: IdentityState.Ended))));
        var held = await desk.AllAsync(new FindPeople(2020, Category: "registered-poor", Month: November));
        Assert.Equal(Expected(person => InNovember[person].Concat(InDecember[person].Where(row => !PeopleDesk.November.Has(row.Slot) && row.Identified < new DateOnly(2020, 12, 1))).Any(row => row.Category.Id == "registered-poor")), Shown(held));
    }

    [Fact]
    public async Task A_number_is_found_whole_however_it_is_written_and_the_search_keeps_nothing_of_it()
    {
        var row = InDecember.First().First();
        foreach (var written in new[] { row.Number, $" {row.Number[..6]} {row.Number[6..]}", row.Number.ToLowerInvariant() })
        {
            Assert.Equal(row.Name, (await desk.ByNumberAsync(written)).Value.Row!.Name);
        }

        Assert.DoesNotContain(row.Number[..14], string.Concat(await desk.AuditAsync("FindPersonByNumber")), StringComparison.Ordinal);
        Assert.StartsWith("person/", (await desk.AuditAsync("FindPersonByNumber"))[0], StringComparison.Ordinal);
        Assert.Contains("校验位", (await desk.ByNumberAsync(row.Number[..17] + (row.Number[17] == '1' ? '2' : '1'))).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("18 位", (await desk.ByNumberAsync("620102")).Problem!.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(row.Number, new FindPersonByNumber(2020, row.Number).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_one_county_sees_its_persons_and_nobody_else()
    {
        var yuzhong = PeopleDesk.Clerk.LimitedTo("620123");
        var mine = await desk.AllAsync(new FindPeople(2020), yuzhong);
        Assert.Equal(Expected(person => InDecember[person].Concat(InNovember[person]).First().County.Code == "620123"), Shown(mine));
        Assert.Empty((await desk.FindAsync(new FindPeople(2020, Region: new RegionCode("620102")), yuzhong)).Rows);
        var other = (await desk.FindAsync(new FindPeople(2020, Region: new RegionCode("620102")))).Rows[0];
        Assert.IsType<NotFound>((await desk.ShowAsync(other.Id, yuzhong)).Problem);
        Assert.IsType<NotFound>((await desk.UnmaskAsync(other.Id, "核对缴费", yuzhong)).Problem);
        var number = InDecember.SelectMany(rows => rows).First(row => row.County.Code == "620102").Number;
        Assert.Null((await desk.ByNumberAsync(number, yuzhong)).Value.Row);
        Assert.NotNull((await desk.ByNumberAsync(number)).Value.Row);
        Assert.Empty((await new FindPeopleHandler(desk.Desk.Db, RosterLoading.Key).HandleAsync(Some.Clerk(Bureau.Henan), new FindPeople(2020), default)).Value.Rows);
    }

    [Fact]
    public async Task A_person_is_shown_with_identities_over_time_and_the_rosters_behind_them()
    {
        var left = InNovember.First(rows => !InDecember.Contains(rows.Key) && rows.Count() == 1).Single();
        var id = (await desk.ByNumberAsync(left.Number)).Value.Row!.Id;
        var page = (await desk.ShowAsync(id)).Value;
        Assert.Equal((left.Name, Rules.Rosters.IdentityNumber.Mask(left.Number), left.Town, false), (page.Name, page.Masked, page.Town, page.IsActive));
        var identity = Assert.Single(page.Identities);
        Assert.Equal((0, 0, 0), (page.History.Contributions.Count, page.History.Entitlements.Count, page.History.Payments.Count));
        Assert.Equal((left.Identified, November, "民政部门"), (identity.Identified, identity.Until!.Value, identity.Authority));
        Assert.Equal((November, November.Plus(1)), (identity.Added.Month, identity.Cancelled!.Month));
        var two = InDecember.First(rows => rows.Count() == 2);
        Assert.Equal(2, (await desk.ShowAsync((await desk.ByNumberAsync(two.First().Number)).Value.Row!.Id)).Value.Identities.Count(held => held.Until is null));
    }

    [Fact]
    public async Task The_full_number_is_shown_for_a_reason_that_stays_and_to_those_who_need_it()
    {
        var row = InDecember.Last().First();
        var id = (await desk.ByNumberAsync(row.Number)).Value.Row!.Id;
        Assert.Contains("事由", (await desk.UnmaskAsync(id, " ")).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("不要写身份证号码", (await desk.UnmaskAsync(id, $"核对{row.Number}")).Problem!.Sentence, StringComparison.Ordinal);
        Assert.IsType<NotAllowed>((await desk.UnmaskAsync(id, "核对缴费", Some.Reviewer(Bureau.Lanzhou))).Problem);
        Assert.Equal(row.Number, (await desk.UnmaskAsync(id, "核对缴费", Some.FinanceOfficer(Bureau.Lanzhou))).Value.Number);
        var trail = (await desk.AuditAsync("UnmaskPerson"))[0];
        Assert.Equal($"person/{id} {{\"Reason\": \"核对缴费\"}}", trail);
        Assert.StartsWith($"person/{id}", (await desk.AuditAsync("UnmaskPersonRefused"))[0], StringComparison.Ordinal);
        Assert.DoesNotContain(row.Number, new UnmaskedPerson(row.Number).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auditors_and_administrators_see_no_persons_and_the_state_s_bureau_has_none()
    {
        Assert.IsType<NotAllowed>((await desk.TryFindAsync(new FindPeople(2020), Some.Auditor(Bureau.Lanzhou))).Problem);
        Assert.IsType<NotAllowed>((await desk.TryFindAsync(new FindPeople(2020), Some.SystemAdministrator(Bureau.Lanzhou))).Problem);
        Assert.IsType<NotAllowed>((await desk.ShowAsync(1, Some.PolicyAdministrator(Bureau.Lanzhou))).Problem);
        Assert.Contains("不直接管理名单", (await desk.TryFindAsync(new FindPeople(2020), Some.Clerk(Bureau.National))).Problem!.Sentence, StringComparison.Ordinal);
    }
}
