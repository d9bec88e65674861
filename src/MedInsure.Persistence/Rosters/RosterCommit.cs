using MedInsure.Persistence.Migrations;
using Npgsql;

namespace MedInsure.Persistence.Rosters;

/// <summary>
/// Applies a compared batch to the persons and identities, in the caller's transaction and in the name of the person of the connection. To be called alongside
/// <see cref="Sessions.TenantSession.SaveAsync(string, Func{string}, object?, Func{NpgsqlConnection, Task}, CancellationToken)"/>, which turns the database's refusals (a state that has changed since the
/// comparison, a second person who is the first) into sentences.
/// </summary>
public static class RosterCommit
{
    /// <summary>Its statements are the steps that a caller hears of.</summary>
    public static int Steps { get; } = RosterStatements.Of("roster_commit.sql").Length;

    public static Task ApplyAsync(NpgsqlConnection connection, long batch, CancellationToken ct) => ApplyAsync(connection, batch, null, ct);

    /// <param name="begins">Hears the number of each step, from 1 to <see cref="Steps"/>, when it begins.</param>
    /// <exception cref="InvalidOperationException">There is no such batch, or its changes were not all applied; the transaction must be given up.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, long batch, Action<int>? begins, CancellationToken ct)
    {
        var changes = await RosterStatements.CountAsync(connection, batch, ct);
        await RosterWork.BeginAsync(connection, changes, ct);
        var rows = await RosterStatements.RunAsync(connection, "roster_commit.sql", batch, begins, ct);
        RosterStatements.Expect(batch, rows[0], changes, rows[4] + rows[5]);
    }
}

/// <summary>
/// Takes a committed batch back, so that persons and identities are as before it. Refused by the database while another batch of the authority lies on it, and by <c>roster_undo.sql</c> where a batch of
/// another authority has changed the same persons since.
/// </summary>
public static class RosterUndo
{
    /// <summary>Its statements are the steps that a caller hears of.</summary>
    public static int Steps { get; } = RosterStatements.Of("roster_undo.sql").Length;

    public static Task ApplyAsync(NpgsqlConnection connection, long batch, CancellationToken ct) => ApplyAsync(connection, batch, null, ct);

    /// <param name="begins">Hears the number of each step, from 1 to <see cref="Steps"/>, when it begins.</param>
    /// <exception cref="InvalidOperationException">There is no such batch, or its changes were not all taken back; the transaction must be given up.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, long batch, Action<int>? begins, CancellationToken ct)
    {
        var changes = await RosterStatements.CountAsync(connection, batch, ct);
        await RosterWork.BeginAsync(connection, changes, ct);
        var rows = await RosterStatements.RunAsync(connection, "roster_undo.sql", batch, begins, ct);
        RosterStatements.Expect(batch, rows[0], changes, rows[2] + rows[3]);
    }
}

/// <summary>The statements of a file one after the other, each with the batch as $1.</summary>
internal static class RosterStatements
{
    public static string[] Of(string file) => SqlScript.Read(file).Split(";\n");

    /// <returns>Rows that each statement wrote; nothing of the sort for a question.</returns>
    public static async Task<IReadOnlyList<long>> RunAsync(NpgsqlConnection connection, string file, long batch, Action<int>? begins, CancellationToken ct)
    {
        var touched = new List<long>();
        foreach (var statement in Of(file))
        {
            begins?.Invoke(touched.Count + 1);
#pragma warning disable CA2100 // The text is a file of this assembly.
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0, Parameters = { new() { Value = batch } } };
#pragma warning restore CA2100
            touched.Add(await command.ExecuteNonQueryAsync(ct));
        }

        return touched;
    }

    /// <summary>Changes of a batch; once it is compared they are frozen.</summary>
    public static async Task<long> CountAsync(NpgsqlConnection connection, long batch, CancellationToken ct)
    {
        await using var count = new NpgsqlCommand("SELECT count(*) FROM roster_change WHERE tenant_id = app.tid() AND batch_id = $1", connection) { CommandTimeout = 0 };
        count.Parameters.AddWithValue(batch);
        return (long)(await count.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Each change of the batch touched one identity; anything else would be half a batch.</summary>
    public static void Expect(long batch, long batches, long changes, long identities)
    {
        if (batches != 1 || identities != changes)
        {
            throw new InvalidOperationException($"Batch {batch} has {changes} changes, {identities} identities were touched.");
        }
    }
}
