using MedInsure.Persistence.Sessions;
using Npgsql;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// Acts that write headcounts take turns within a bureau, until the end of the transaction: what an act has read is then still so when it
/// writes, and it can say what another person wrote meanwhile instead of failing.
/// </summary>
internal static class HeadcountLock
{
    public static async Task TakeAsync(TenantSession db, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('headcount'), app.tid())", db.Connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
