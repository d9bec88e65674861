using MedInsure.Persistence.Migrations;
using Npgsql;

namespace MedInsure.Persistence.Startup;

/// <summary>
/// Reads the database's catalog for anything that could let one bureau reach another's rows (gate.sql). A test runs it on every
/// build; an operator can run it on the real database.
/// </summary>
public static class IsolationGate
{
    /// <summary>The faults found; none in a sound database.</summary>
    /// <param name="connection">Any role: the catalog is readable to all.</param>
    public static async Task<IReadOnlyList<IsolationFault>> FindFaultsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = SqlScript.Command("gate.sql", connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var faults = new List<IsolationFault>();
        while (await rows.ReadAsync(ct))
        {
            faults.Add(new IsolationFault(rows.GetString(0), rows.GetString(1)));
        }

        return faults;
    }
}

/// <param name="Fault">The class of fault.</param>
/// <param name="Object">The table, function, key or role.</param>
public sealed record IsolationFault(string Fault, string Object);
