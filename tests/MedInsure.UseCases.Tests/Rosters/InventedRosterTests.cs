using System.Text;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Tests.Allocations;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>A roster of a city as offices send it: the program must find in the file what the generator says it put there.</summary>
public sealed class InventedRosterTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    private const int Rows = 20_000;
    private static readonly InventedRoster November = InventedRoster.OfLanzhou(Rows).OfCivilAffairs();
    private readonly RosterActs acts = new(desk);

    [Fact]
    public async Task Every_form_of_a_city_s_roster_is_read_as_it_was_made()
    {
        var expected = InventedFigures.Of(November);
        Assert.InRange(expected.Wrong, Rows / 300, Rows / 80);
        foreach (var file in new[] { November.Csv(InventedEncoding.Utf8WithMark), November.Csv(InventedEncoding.Gb18030), November.Xlsx() })
        {
            var reading = (await acts.ReadAsync(file)).Reading;
            Assert.Equal((expected.Rows, expected.Wrong, RosterOutcome.Faulty), (reading.RowCount, reading.WrongRows, reading.Verdict.Outcome));
            Assert.Equal(expected.ByPlace, reading.Counts.ToDictionary(count => (count.Region.Value, count.Category), count => count.Rows));
            Assert.Equal(November.All().Where(row => row.IsSound).Select(row => (row.Number, row.Name, row.Identified, row.Village)), reading.Rows.Select(row => (row.Number.Value, row.Name, row.Identified, row.Village)));
            Assert.Equal(
                new[] { IdentityNumberFault.Birth, IdentityNumberFault.Checksum, IdentityNumberFault.FifteenDigits }.Select(IdentityNumberWords.SentenceOf).Order(StringComparer.Ordinal),
                reading.Faults.Select(fault => fault.Sentence).Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_mended_roster_is_sound_and_one_with_a_blank_number_is_refused_whole()
    {
        Assert.Equal(RosterOutcome.Sound, (await acts.ReadAsync(November.Mended().Csv())).Reading.Verdict.Outcome);
        Assert.Equal(RosterOutcome.Refused, (await acts.ReadAsync((November with { Rows = 2_000, Faults = InventedFault.Blank }).Csv())).Reading.Verdict.Outcome);
    }

    [Fact]
    public void The_same_seed_makes_the_same_file_and_another_seed_other_people()
    {
        var small = InventedRoster.OfLanzhou(300);
        Assert.Equal(small.Csv(), InventedRoster.OfLanzhou(300).Csv());
        Assert.NotEqual(small.Csv(), InventedRoster.OfLanzhou(300, seed: 2).Csv());
        Assert.Equal((9, 158, 180), (small.Counties.Count, InventedPlaces.CountiesOf("410000").Count, InventedPlaces.Province(180).DistinctBy(county => county.Code).Count()));
        Assert.Equal(301, Encoding.UTF8.GetString(small.Csv()).TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void Next_month_some_have_left_some_came_and_some_have_moved()
    {
        var (before, after) = (November.Mended(), November.Mended().NextMonth());
        var figures = InventedFigures.Of(after, before);
        Assert.Equal(Rows / 50, figures.Added);
        Assert.InRange(figures.Cancelled, Rows / 70, Rows / 35);
        Assert.InRange(figures.Changed, Rows / 50, Rows / 25);
        Assert.Equal(Rows + figures.Added - figures.Cancelled, figures.Rows);
        Assert.Equal(November.All().Count(), November.All().Select(row => (row.Number, row.Category.Id)).Distinct().Count());
    }
}
