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
    public static async Task<MigrationOutcome> RunAsync(string ownerConnectionString, CancellationToken ct)
    {
        var connection = ConnectionString.Check(ownerConnectionString);
        // A lock that does not come at once would make every user wait behind it: give up instead and try again.
        connection.Options = string.Join(' ', new[] { connection.Options, "-c lock_timeout=500ms" }.Where(part => !string.IsNullOrEmpty(part)));
        connection.Pooling = false;
        await using var context = new MedInsureContext(Options(connection.ConnectionString), 0, null);
        try
        {
            var applied = (await context.Database.GetAppliedMigrationsAsync(ct)).ToList();
            var known = context.Database.GetMigrations().ToHashSet();
            if (applied.Find(migration => !known.Contains(migration)) is { } newer)
            {
                throw new StartupRefusedException($"数据库的版本（{newer}）比本程序新，不能升级。请改用更新的程序版本。");
            }

            await context.Database.MigrateAsync(ct);
            await using var owner = new NpgsqlConnection(connection.ConnectionString);
            await owner.OpenAsync(ct);
            var loaded = await Reference.ReferenceData.LoadAsync(owner, ct);
            return new MigrationOutcome(known.Count - applied.Count, loaded);
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            throw new StartupRefusedException("连接不上数据库。请确认 PostgreSQL 已启动，并核对连接字符串中的地址和端口。", e);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName)
        {
            throw new StartupRefusedException("数据库拒绝登录。请核对连接字符串中的数据库名、用户名和密码。", e);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new StartupRefusedException("数据库正被使用，半秒内没有取得所需的锁。没有作任何改动，请稍后再试。", e);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartupRefusedException("当前数据库角色没有升级的权限。请使用数据库的所有者角色（medinsure_owner）的连接字符串。", e);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.RaiseException)
        {
            throw new StartupRefusedException(e.MessageText, e);
        }
    }

    internal static DbContextOptions<MedInsureContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<MedInsureContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable(HistoryTable))
            .Options;
}

/// <param name="MigrationsApplied">0 when the schema was already up to date.</param>
/// <param name="Loaded">How many rows of reference data the files hold.</param>
public sealed record MigrationOutcome(int MigrationsApplied, Reference.ReferenceCounts Loaded);
