using MedInsure.Persistence.Model;
using MedInsure.Persistence.Sessions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.Persistence.Startup;

/// <summary>
/// Asked once before the program serves anybody: a role that row-level security does not bind, or a schema of another version, is
/// refused with a sentence.
/// </summary>
public sealed class StartupCheck(NpgsqlDataSource dataSource)
{
    /// <exception cref="StartupRefusedException">The message is for the operator.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(ct);
            await RefuseUnboundRoleAsync(connection, ct);
            await RefuseOtherVersionAsync(connection, ct);
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            throw new StartupRefusedException("连接不上数据库。请确认 PostgreSQL 已启动，并核对连接字符串中的地址和端口。", e);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName)
        {
            throw new StartupRefusedException("数据库拒绝登录。请核对连接字符串中的数据库名、用户名和密码。", e);
        }
    }

    private static async Task RefuseUnboundRoleAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = Migrations.SqlScript.Command("unbound_role.sql", connection);
        if (await command.ExecuteScalarAsync(ct) is string reason)
        {
            throw new StartupRefusedException($"程序不能使用这个数据库角色：{reason}。请改用受限角色 medinsure_app 的连接字符串。");
        }
    }

    private static async Task RefuseOtherVersionAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var exists = new NpgsqlCommand($"SELECT to_regclass('{DatabaseMigration.HistoryTable}') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(ct) is not true)
        {
            throw new StartupRefusedException("数据库还没有建表。请先用所有者角色执行 medinsure migrate。");
        }

        var applied = new List<string>();
        await using (var command = new NpgsqlCommand($"SELECT \"MigrationId\" FROM {DatabaseMigration.HistoryTable}", connection))
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                applied.Add(rows.GetString(0));
            }
        }

        await using var context = new MedInsureContext(DatabaseMigration.Options("Host=none"), 0, null);
        var known = context.Database.GetMigrations().ToList();
        if (applied.Except(known).Any())
        {
            throw new StartupRefusedException("数据库的版本比本程序新。请改用更新的程序版本。");
        }

        if (known.Except(applied).Any())
        {
            throw new StartupRefusedException("数据库的版本比本程序旧。请先用所有者角色执行 medinsure migrate。");
        }
    }
}
