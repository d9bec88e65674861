using MedInsure.Persistence.Model;
using MedInsure.Persistence.Sessions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.Persistence.Startup;

/// <summary>
/// Brings the schema up to this program's version and loads the reference data. Run by the owner role as a step of its own, never by
/// the web program's role; running it again changes nothing.
/// </summary>
public static class DatabaseMigration
{
    internal const string HistoryTable = "migration_history";

    /// <summary>Migrates and loads; the result says how many migrations were applied.</summary>
    /// <param name="ownerConnectionString">The owner role's connection.</param>
    /// <exception cref="StartupRefusedException">The database is newer than the program, is in use, or the role may not migrate.</exception>
    public static Task<MigrationOutcome> RunAsync(string ownerConnectionString, CancellationToken ct) => OwnerAct.RunAsync(ownerConnectionString, async connection =>
    {
        await using var context = new MedInsureContext(Options(connection), 0, null);
        var applied = (await context.Database.GetAppliedMigrationsAsync(ct)).ToList();
        var known = context.Database.GetMigrations().ToHashSet();
        if (applied.Find(migration => !known.Contains(migration)) is { } newer)
        {
            throw new StartupRefusedException($"数据库的版本（{newer}）比本程序新，不能升级。请改用更新的程序版本。");
        }

        await context.Database.MigrateAsync(ct);
        await using var owner = new NpgsqlConnection(connection);
        await owner.OpenAsync(ct);
        var loaded = await Reference.ReferenceData.LoadAsync(owner, ct);
        return new MigrationOutcome(known.Count - applied.Count, loaded);
    });

    internal static DbContextOptions<MedInsureContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<MedInsureContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable(HistoryTable))
            .Options;
}

/// <param name="MigrationsApplied">0 when the schema was already up to date.</param>
/// <param name="Loaded">How many rows of reference data the files hold.</param>
public sealed record MigrationOutcome(int MigrationsApplied, Reference.ReferenceCounts Loaded);
