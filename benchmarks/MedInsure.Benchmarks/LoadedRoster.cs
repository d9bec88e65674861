using System.Diagnostics;
using System.Globalization;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;

namespace MedInsure.Benchmarks;

/// <summary>A database of its own with one committed roster of 河南, 158 counties: no person in it exists.</summary>
internal sealed class LoadedRoster : IAsyncDisposable
{
    private LoadedRoster(TestDatabase database, InventedRoster roster) => (Database, Roster) = (database, roster);

    public TestDatabase Database { get; }

    public InventedRoster Roster { get; }

    public static InventedRoster Of(long rows) => new InventedRoster(rows, InventedPlaces.CountiesOf("410000")).Mended();

    public static async Task<LoadedRoster> MakeAsync(long rows)
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        var roster = Of(rows);
        var start = Stopwatch.GetTimestamp();
        await database.LoadAsync(Bureau.Henan, roster);
        await using var superuser = await database.OpenSuperuserAsync();
        await superuser.ExecuteAsync("VACUUM ANALYZE");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows of {roster.Counties.Count} counties committed in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
        return new LoadedRoster(database, roster);
    }

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();
}
