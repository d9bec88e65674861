using MedInsure.Persistence.Tests.Guards;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Entitlements;

/// <summary>A run that somebody writes rows of is not ended by somebody else meanwhile.</summary>
public sealed class EntitlementLockTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Row = "INSERT INTO entitlement (tenant_id, run_id, person_id, region_code, choice_id, state, paid_fen) SELECT tenant_id, id, 9, '620123', 1, 4, 0 FROM entitlement_run WHERE state = 'Queued'";
    private const string End = "SET LOCAL lock_timeout = '100ms'; UPDATE entitlement_run SET state = 'Cancelled' WHERE tenant_id = app.tid() AND state = 'Queued'";

    [Fact]
    public async Task Nobody_ends_a_run_while_its_rows_come()
    {
        await using var writer = await OpenAsync();
        await using var other = await OpenAsync();
        await writer.ExecuteAsync(EntitlementSql.Queue);
        await using (var writing = await writer.BeginTransactionAsync())
        {
            Assert.Equal(1, await writer.ExecuteAsync(Row));
            await using var ending = await other.BeginTransactionAsync();
            await Refusal.Of(PostgresErrorCodes.LockNotAvailable, () => other.ExecuteAsync(End));
        }

        await using (var ending = await other.BeginTransactionAsync())
        {
            Assert.Equal(1, await other.ExecuteAsync(End));
            await ending.CommitAsync();
        }
    }

    private Task<NpgsqlConnection> OpenAsync() => database.OpenAppAsync(5, Some.Clerk(Bureau.Lanzhou).UserId);
}
