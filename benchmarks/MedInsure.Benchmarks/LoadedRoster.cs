using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MedInsure.Persistence.Rosters;
using MedInsure.Rules.Calendar;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using Npgsql;

namespace MedInsure.Benchmarks;

/// <summary>
/// A database of its own with one committed roster of 河南 and invented zones, 180 counties in all: no person in it exists. Persons and identities stand as a commit leaves them, in the order of the sealed numbers and with every index, but
/// they come there by <see cref="IndexesLast"/>, so that ten million are a matter of minutes; what the batch changed is not kept.
/// </summary>
internal sealed class LoadedRoster : IAsyncDisposable
{
    private const string Authority = "民政部门";

    private LoadedRoster(TestDatabase database, InventedRoster roster) => (Database, Roster) = (database, roster);

    public TestDatabase Database { get; }

    public InventedRoster Roster { get; }

    public static InventedRoster Of(long rows) => new InventedRoster(rows, InventedPlaces.Province(BenchmarkFrame.Counties)).Mended();

    public static async Task<LoadedRoster> MakeAsync(long rows)
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        var roster = Of(rows);
        var start = Stopwatch.GetTimestamp();
        await using (var superuser = await LongStatements.OpenSuperuserAsync(database))
        {
            await BenchmarkFrame.PlantZonesAsync(superuser);
            await superuser.ExecuteAsync("SELECT set_config('app.tenant_id', $1, false), set_config('app.user_id', $2, false)", $"{Bureau.Henan.TenantId()}", $"{Some.Clerk(Bureau.Henan).UserId}");
            await IndexesLast.FillAsync(superuser, ["person", "membership"], () => FillAsync(superuser, roster));
            await superuser.ExecuteAsync("VACUUM ANALYZE");
            await superuser.ExecuteAsync("CHECKPOINT");
        }

        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows of {roster.Counties.Count} counties loaded in {took:F0} s ({rows / took:N0} rows/s)"));
        return new LoadedRoster(database, roster);
    }

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    private static async Task FillAsync(NpgsqlConnection superuser, InventedRoster roster)
    {
        var tenant = Bureau.Henan.TenantId();
        await superuser.ExecuteAsync("INSERT INTO data_key (tenant_id, fingerprint) VALUES (app.tid(), $1)", RosterLoading.Key.FingerprintFor(tenant));
        var month = Month.Of(roster.Month);
        var batch = await superuser.ScalarAsync<long>(
            """
            INSERT INTO roster_batch (tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at, committed_by, committed_at)
            VALUES (app.tid(), $1, 'Full', $2, '{}', '名单.csv', $3, 1, $4, $4, 0, 'Committed', app.uid(), now(), app.uid(), now()) RETURNING id
            """,
            Authority, month.Index, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{roster}"))), (int)roster.Rows);
        await using var transaction = await superuser.BeginTransactionAsync();
        await using var staging = await RosterStaging.BulkAsync(superuser, batch, stream => Write(stream, roster, tenant), default);
        await superuser.ExecuteAsync(
            """
            INSERT INTO person (tenant_id, id_number, name, region_code, town, village, born)
            SELECT DISTINCT ON (r.id_number) app.tid(), r.id_number, r.name, r.region_code, r.town, r.village, r.born FROM pg_temp.roster_row r ORDER BY r.id_number, r.row_number
            """);
        await superuser.ExecuteAsync("ANALYZE pg_temp.roster_row, person");
        await superuser.ExecuteAsync(
            """
            INSERT INTO membership (tenant_id, person_id, category, authority, from_month, identified, is_new, added_by)
            SELECT DISTINCT ON (p.id, r.category) p.tenant_id, p.id, r.category, $1, extract(year FROM r.identified)::int * 12 + extract(month FROM r.identified)::int - 1, r.identified, r.identified >= $3, $2
            FROM pg_temp.roster_row r JOIN person p ON p.tenant_id = app.tid() AND p.id_number = r.id_number ORDER BY p.id, r.category
            """,
            Authority, batch, new DateOnly(month.Year, 1, 1));
        await transaction.CommitAsync();
    }

    private static bool Write(Stream stream, InventedRoster roster, int tenant)
    {
        using var vault = RosterLoading.Key.IdentityVaultFor(tenant);
        var copy = new RosterCopy(stream, vault);
        var encoded = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var (name, number) = (new byte[128], 0);
        foreach (var row in roster.All())
        {
            var length = Encoding.UTF8.GetBytes(row.Name, name);
            copy.Add(
                ++number, ulong.Parse(row.Number.AsSpan(0, 17), CultureInfo.InvariantCulture), name.AsSpan(0, length), Bytes(row.County.Code), Bytes(row.Town), Bytes(row.Village),
                DateOnly.ParseExact(row.Number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture), Bytes(row.Category.Id), row.Identified);
        }

        copy.Complete();
        return true;

        // Of codes, towns, villages and categories there are few.
        byte[] Bytes(string text) => encoded.TryGetValue(text, out var bytes) ? bytes : encoded[text] = Encoding.UTF8.GetBytes(text);
    }
}
