using System.Diagnostics;
using System.Globalization;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.People;

namespace MedInsure.Benchmarks;

/// <summary>
/// Searches in 人员台账 as the restricted role under row-level security, the whole act with its reading of words and counties, its page of fifty and its count:
/// <c>dotnet run --project benchmarks/MedInsure.Benchmarks -c Release -- search [ROWS]</c>
/// </summary>
internal static class SearchOfPeople
{
    private const int Acts = 200;
    private const double Goal = 20;

    public static async Task<int> RunAsync(long rows)
    {
        await using var loaded = await LoadedRoster.MakeAsync(rows);
        await ServerSettings.PrintAsync(loaded.Database);
        var clerk = Some.Clerk(Bureau.Henan);
        var limited = clerk.LimitedTo("410102", "410103");
        var (find, byNumber) = (new FindPeopleHandler(loaded.Database.TenantDb, RosterLoading.Key), new FindPersonByNumberHandler(loaded.Database.TenantDb, RosterLoading.Key, TimeProvider.System));
        var random = new Random(7);
        var slots = Enumerable.Range(0, Acts).Select(_ => loaded.Roster.Of(random.NextInt64(rows))).ToList();
        var counties = loaded.Roster.Counties;
        var met = await TimeAsync("number", i => byNumber.HandleAsync(clerk, new FindPersonByNumber(2020, slots[i].Number), default), found => found.IsOk && found.Value.Row is not null);
        met &= await TimeAsync("whole name", i => find.HandleAsync(clerk, new FindPeople(2020, slots[i].Name), default), found => found.IsOk && found.Value.Rows.Count > 0);
        met &= await TimeAsync("family name", i => find.HandleAsync(clerk, new FindPeople(2020, slots[i].Name[..1]), default), found => found.IsOk && found.Value.Rows.Count > 0);
        met &= await TimeAsync("name in a county", i => find.HandleAsync(clerk, new FindPeople(2020, slots[i].Name[..1], new RegionCode(counties[i % counties.Count].Code)), default), found => found.IsOk);
        met &= await TimeAsync("name, limited to two", i => find.HandleAsync(limited, new FindPeople(2020, slots[i].Name[..1]), default), found => found.IsOk);
        return met ? 0 : 1;
    }

    private static async Task<bool> TimeAsync<T>(string name, Func<int, Task<T>> act, Func<T, bool> isRight)
    {
        var times = new List<double>();
        for (var i = -20; i < Acts; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var found = await act(Math.Max(i, 0));
            if (!isRight(found))
            {
                throw new InvalidOperationException($"{name}: {found}");
            }

            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        var median = times[Acts / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-22} median {median,7:F1} ms   95 % {times[Acts * 95 / 100],7:F1} ms (goal {Goal:0} ms){(median > Goal ? "  MISSED" : "")}"));
        return median <= Goal;
    }
}
