using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Tests.Allocations;
using Npgsql;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>兰州's turn at its rosters, held by nobody's work: whoever compares, commits or undoes waits for it.</summary>
internal sealed class RosterTurn(NpgsqlConnection holder) : IAsyncDisposable
{
    public static async Task<RosterTurn> TakeAsync(AllocationDesk desk)
    {
        var holder = await desk.Database.OpenSuperuserAsync();
        await holder.ExecuteAsync("SELECT pg_advisory_lock(hashtext('roster'), 5)");
        return new RosterTurn(holder);
    }

    public async ValueTask DisposeAsync()
    {
        // Going back into a pool does not let go of it.
        await holder.ExecuteAsync("SELECT pg_advisory_unlock_all()");
        await holder.DisposeAsync();
    }

    /// <returns>The process that waits for the turn.</returns>
    public static async Task<int> WaitingAsync(AllocationDesk desk)
    {
        await using var superuser = await desk.Database.OpenSuperuserAsync();
        IReadOnlyList<string> found = [];
        await Patience.UntilAsync(
            async () => (found = await superuser.ColumnAsync("SELECT pid::text FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")).Count > 0,
            () => "Nobody came to wait for the turn.");
        return int.Parse(found[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
