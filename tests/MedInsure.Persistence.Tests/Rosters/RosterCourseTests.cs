using MedInsure.Persistence.Rosters;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;

namespace MedInsure.Persistence.Tests.Rosters;

/// <summary>Random courses of full and increment rosters of two authorities: after each commit the database is what the reference says, after each undo what it was, to the row.</summary>
public sealed class RosterCourseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly string[] Regions = ["620102", "620123", "620121"];
    private static readonly string[] Categories = ["orphans", "rural-minimum-1", "registered-poor"];
    private static readonly string[] Authorities = ["民政", "扶贫"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task The_database_and_the_reference_go_the_same_way(int seed)
    {
        var random = new Random(seed);
        await using var lanzhou = await database.OpenAppAsync(5, Some.FinanceOfficer(Bureau.Lanzhou).UserId);
        await using var transaction = await lanzhou.BeginTransactionAsync();
        using var desk = new RosterDesk(lanzhou);
        var state = RosterContent.Empty;
        var months = Authorities.ToDictionary(authority => authority, _ => new Month(2020, 1));
        var seen = new HashSet<RosterChangeKind>();
        for (var step = 0; step < 25; step++)
        {
            var authority = Authorities[random.Next(2)];
            var month = months[authority].Plus(random.Next(3));
            var terms = RosterDesk.Terms(authority, month, random.Next(3) > 0, random.Next(4) == 0 ? null : new Month(2020, 6), random.Next(4) == 0 ? [Regions[random.Next(3)]] : []);
            var rows = Rows(random, terms);
            var before = await desk.RawAsync();
            var (batch, figures) = await desk.PreviewAsync(rows, terms);
            var expected = RosterComparison.Of(state, rows, terms);
            seen.UnionWith(expected.Select(difference => difference.Kind));
            Assert.Equal(
                Lines(expected),
                (await lanzhou.ColumnAsync("SELECT kind || ' ' || category || ' ' || from_month || ' ' || coalesce(until_month::text, '-') FROM roster_change WHERE batch_id = $1", batch)).Order(StringComparer.Ordinal));
            Assert.Equal(before, await desk.RawAsync()); // a preview changes nothing
            Assert.Equal(state.Memberships.Count(held => held.Authority == authority && held.Until is null), figures.Before);

            await RosterCommit.ApplyAsync(lanzhou, batch, default);
            var after = RosterComparison.Apply(state, expected);
            Assert.Equal(desk.Lines(after), await desk.StateAsync());
            Check(figures, after, authority);
            Assert.Empty(RosterComparison.Of(after, rows, terms));
            Assert.Equal(0, await lanzhou.ScalarAsync<long>("SELECT count(*) FROM roster_change WHERE batch_id = $1", (await desk.PreviewAsync(rows, terms)).Batch));

            if (random.Next(3) == 0)
            {
                await RosterUndo.ApplyAsync(lanzhou, batch, default);
                Assert.Equal(before, await desk.RawAsync());
            }
            else
            {
                (state, months[authority]) = (after, month);
            }
        }

        Assert.Equal(4, seen.Count);
        Assert.Contains(state.Memberships, held => held.IsNew);
        Assert.Contains(state.Memberships.GroupBy(held => (held.Number, held.Category, held.Authority)), group => group.Count() > 1);
    }

    private static IReadOnlyList<RosterRow> Rows(Random random, RosterTerms terms)
    {
        var rows = new List<RosterRow>();
        for (var row = 2; row < 32; row++)
        {
            var cancels = !terms.AbsentAreCancelled && random.Next(3) == 0;
            var identified = terms.Month.Plus(-random.Next(8)).FirstDay.AddDays(random.Next(28));
            rows.Add(RosterDesk.Row(row, random.Next(20), Categories[random.Next(3)], Regions[random.Next(10) == 0 ? 1 : 0], random.Next(12) == 0 ? "李某" : "张某",
                random.Next(3) == 0 ? $"{identified:yyyy-MM-dd}" : "2019-03-01", cancels, cancels && random.Next(2) == 0 ? terms.Month.Plus(-random.Next(4)) : null, random.Next(3) switch { 0 => "城关镇", 1 => "和平镇", _ => "" }));
        }

        return rows;
    }

    private static IEnumerable<string> Lines(IReadOnlyList<RosterDifference> differences) =>
        differences.Select(difference => $"{difference.Kind} {difference.Membership.Category} {difference.Membership.From.Index} {difference.Membership.Until?.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}")
            .Order(StringComparer.Ordinal);

    /// <summary>The figures of the preview are what the commit brings.</summary>
    private static void Check(RosterFigures figures, RosterContent after, string authority)
    {
        var regions = after.Persons.ToDictionary(person => person.Number, person => person.Region);
        var open = after.Memberships.Where(held => held.Authority == authority && held.Until is null).ToList();
        Assert.Equal(open.Count, figures.After);
        foreach (var figure in figures.ByCounty)
        {
            Assert.Equal(open.Count(held => held.Category == figure.Category && regions[held.Number] == figure.Region), figure.After);
        }
    }
}
