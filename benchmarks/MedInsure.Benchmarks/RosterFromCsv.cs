using System.Security.Cryptography;
using MedInsure.Persistence.Rosters;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Rosters;
using Npgsql;

namespace MedInsure.Benchmarks;

/// <summary>
/// A csv with every row checked, numbers sealed and persons who stand there twice found, into the staging beside psql's \copy of the same file into a temporary table, which checks nothing; and on to persons and
/// identities with all their indexes and guards, beside \copy into a table and three indexes: <c>dotnet run --project benchmarks/MedInsure.Benchmarks -c Release -- roster-csv [ROWS] [staging]</c>; with the last word only the first half
/// </summary>
internal static class RosterFromCsv
{
    private const string Columns = "(serial int, name text COLLATE \"C\", number text COLLATE \"C\", category text, town text, village text, county text, identified date)";

    public static async Task<int> RunAsync(long rows, bool onlyStaging)
    {
        // Into the staging both run several times also at ten million rows, after a round that does not count: whoever was first would pay for cold files.
        var (rounds, whole) = rows > 2_000_000 ? (3, 1) : (5, 5);
        var path = Path.GetTempFileName();
        var database = new TestDatabase();
        await database.InitializeAsync();
        try
        {
            await using (var file = File.Create(path))
            {
                BenchmarkFrame.Roster(rows).WriteCsv(file);
                file.Flush(flushToDisk: true);
            }

            await ServerSettings.PrintAsync(database);
            await using (var superuser = await database.OpenSuperuserAsync())
            {
                await BenchmarkFrame.PlantZonesAsync(superuser);
            }

            Console.WriteLine($"{rows:N0} rows of {BenchmarkFrame.Counties} counties, {new FileInfo(path).Length / 1048576.0:F0} MB");
            var copy = $"\\copy peer FROM '{path}' (FORMAT csv, HEADER)";
            var staged = await Measured.OfAsync(rounds, () => StageAsync(database, path, rows, null));
            var read = await Measured.OfAsync(rounds, () => Task.Run(() => ReadOnly(path)));
            var copied = await Measured.OfAsync(rounds, () => Psql.RunAsync(database.SuperuserConnectionString, $"CREATE TEMP TABLE peer {Columns}", copy));
            Console.WriteLine(read.Line("checked and sealed alone", rows));
            Console.WriteLine(staged.Line("checked, into staging", rows));
            Console.WriteLine(copied.Line("\\copy", rows));
            Console.WriteLine(Measured.Ratio("beside \\copy", copied.Seconds / staged.Seconds, 1));
            if (onlyStaging)
            {
                return 0;
            }

            var final = await Measured.OfAsync(whole, () => StageAsync(database, path, rows, async (connection, batch, staging) =>
            {
                await staging.CompareAsync(new RosterTerms(BenchmarkFrame.Authority, BenchmarkFrame.Month, false, new Month(2020, 1), []), mayRepeat: false, default);
                await connection.ExecuteAsync("UPDATE roster_batch SET state = 'Previewed' WHERE tenant_id = app.tid() AND id = $1", batch);
                await RosterCommit.ApplyAsync(connection, batch, default);
            }));
            var indexed = await Measured.OfAsync(whole, () => Psql.RunAsync(
                database.SuperuserConnectionString, $"DROP TABLE IF EXISTS peer; CREATE TABLE peer {Columns}", copy, "CREATE INDEX ON peer (number)", "CREATE INDEX ON peer (name)", "CREATE INDEX ON peer (county, name)"));
            Console.WriteLine(final.Line("to persons and identities", rows));
            Console.WriteLine(indexed.Line("\\copy and three indexes", rows));
            Console.WriteLine(Measured.Ratio("beside \\copy and indexes", indexed.Seconds / final.Seconds, 0.6));
            return 0;
        }
        finally
        {
            File.Delete(path);
            await database.DisposeAsync();
        }
    }

    /// <summary>The program's part of it, without a database.</summary>
    private static void ReadOnly(string path)
    {
        using var vault = RosterLoading.Key.IdentityVaultFor(Bureau.Henan.TenantId());
        using var file = File.OpenRead(path);
        _ = RosterBulk.Read(file, BenchmarkFrame.Order, new RosterCopy(Stream.Null, vault), RosterFile.KeptFaults, null, default);
    }

    /// <summary>In one transaction, as the job does it; committed when it goes on to the persons, and emptied again outside of what is measured next.</summary>
    private static async Task StageAsync(TestDatabase database, string path, long rows, Func<NpgsqlConnection, long, RosterStaging, Task>? goOn)
    {
        if (goOn is not null)
        {
            await using var superuser = await LongStatements.OpenSuperuserAsync(database);
            await superuser.ExecuteAsync("SET session_replication_role = replica; TRUNCATE person, membership, roster_change, roster_batch CASCADE");
        }

        await using var connection = await database.OpenAppAsync(Bureau.Henan.TenantId(), Some.Clerk(Bureau.Henan).UserId);
        await using var transaction = await connection.BeginTransactionAsync();
        using var vault = RosterLoading.Key.IdentityVaultFor(Bureau.Henan.TenantId());
        var batch = await connection.ScalarAsync<long>(
            """
            INSERT INTO roster_batch (tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at)
            VALUES (app.tid(), $1, 'Full', $2, '{}', '名单.csv', $3, 1, 0, 0, 0, 'Uploaded', app.uid(), now()) RETURNING id
            """,
            BenchmarkFrame.Authority, BenchmarkFrame.Month.Index, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        await connection.ExecuteAsync("UPDATE roster_batch SET state = 'Checking' WHERE tenant_id = app.tid() AND id = $1", batch);
        await using var file = File.OpenRead(path);
        RosterBulkRead? read = null;
        await using var staging = await RosterStaging.BulkAsync(
            connection, batch, stream => (read = RosterBulk.Read(file, BenchmarkFrame.Order, new RosterCopy(stream, vault), RosterFile.KeptFaults, null, default)!.Value.Value) is not null, default)
            ?? throw new InvalidOperationException("The file was not read as bytes.");
        await staging.RemoveAsync(read!.WrongRows, default);
        if (read.Rows != rows)
        {
            throw new InvalidOperationException($"{read.Rows} of {rows} rows.");
        }

        if (goOn is not null)
        {
            await goOn(connection, batch, staging);
            await transaction.CommitAsync();
        }
    }
}
