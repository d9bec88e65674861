using MedInsure.Persistence.Sessions;
using Npgsql;

namespace MedInsure.Persistence.Startup;

/// <summary>What the operator does as the owner role, from a terminal: one connection, no waiting behind the people at work, and a sentence for each way it can fail.</summary>
internal static class OwnerAct
{
    /// <param name="act">Gets the connection string that it may use.</param>
    /// <exception cref="StartupRefusedException">The database is not there, is in use, or the role may not do this.</exception>
    public static async Task<T> RunAsync<T>(string ownerConnectionString, Func<string, Task<T>> act)
    {
        var connection = ConnectionString.Check(ownerConnectionString);
        // A lock that does not come at once would make every user wait behind it: give up instead and try again.
        connection.Options = string.Join(' ', new[] { connection.Options, "-c lock_timeout=500ms" }.Where(part => !string.IsNullOrEmpty(part)));
        connection.Pooling = false;
        try
        {
            return await act(connection.ConnectionString);
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
            throw new StartupRefusedException("当前数据库角色没有这项权限。请使用数据库的所有者角色（medinsure_owner）的连接字符串。", e);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.RaiseException)
        {
            throw new StartupRefusedException(e.MessageText, e);
        }
    }
}
