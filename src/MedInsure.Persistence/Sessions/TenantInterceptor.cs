using System.Data.Common;
using MedInsure.Persistence.Model;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.Sessions;

/// <summary>
/// Tells the database whose connection this is each time it is taken from the pool, asynchronously or not. The pool's reset on
/// return wipes the setting, and <see cref="ConnectionString.Check"/> refuses a connection string that would switch the reset off.
/// </summary>
internal sealed class TenantInterceptor : DbConnectionInterceptor
{
    public static readonly TenantInterceptor Instance = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = SetTenant(connection, eventData);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = SetTenant(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand SetTenant(DbConnection connection, ConnectionEndEventData eventData)
    {
        var context = eventData.Context as MedInsureContext
            ?? throw new InvalidOperationException("A connection of MedInsure is opened by a MedInsureContext only.");
        var command = new NpgsqlCommand("SELECT set_config('app.tenant_id', $1, false), set_config('app.user_id', $2, false)", (NpgsqlConnection)connection);
        command.Parameters.Add(Text(context.TenantId));
        command.Parameters.Add(Text(context.UserId));
        return command;
    }

    private static NpgsqlParameter Text(long? number) =>
        new() { NpgsqlDbType = NpgsqlDbType.Text, Value = number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "" };
}
