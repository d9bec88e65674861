using MedInsure.Persistence.Tests.Entitlements;
using MedInsure.Persistence.Tests.Guards;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Payments;

/// <summary>Two clerks at once, each on a connection of his own: whoever comes second waits for the first and is refused, or finds what the first left.</summary>
public sealed class PaymentRaceTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const int Rounds = 25;
    private long number;

    public async Task InitializeAsync()
    {
        await using var superuser = await database.OpenSuperuserAsync();
        await superuser.ExecuteAsync("SET session_replication_role = replica; TRUNCATE payment_item, payment_file, payment_batch, person CASCADE");
        await using var lanzhou = await OpenAsync();
        await lanzhou.ExecuteAsync(PaymentSql.Person + EntitlementSql.AnyRun);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    // Both in the same mode; in two modes; small sums that would be right together, because one person is in one open batch at a time.
    [InlineData("Card", 20_000, "Card", 20_000)]
    [InlineData("Card", 20_000, "OnBehalf", 20_000)]
    [InlineData("OnBehalf", 28_000, "Card", 100)]
    [InlineData("Card", 100, "Card", 100)]
    public async Task Of_two_plans_for_one_person_one_stands(string mode, int fen, string otherMode, int otherFen)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var both = await Task.WhenAll(PlanAsync(mode, fen), PlanAsync(otherMode, otherFen));
            Assert.Equal([null, PostgresErrorCodes.UniqueViolation], both.Order());
            await using var lanzhou = await OpenAsync();
            Assert.Equal(1, await lanzhou.ScalarAsync<long>("SELECT count(*) FROM payment_item WHERE state = 'Planned'"));
            await lanzhou.ExecuteAsync(PaymentSql.CancelStep);
        }
    }

    [Theory]
    [InlineData("Card", 8_000, null)]
    [InlineData("Card", 8_001, Refusal.DoFirst)]
    [InlineData("OnBehalf", 8_000, Refusal.DoFirst)]
    public async Task A_plan_that_waits_for_a_booking_sees_what_it_left(string mode, int fen, string? refusal)
    {
        await using (var lanzhou = await OpenAsync())
        {
            await lanzhou.ExecuteAsync(PaymentSql.Sent);
        }

        await using var booking = await OpenAsync();
        await using var transaction = await booking.BeginTransactionAsync();
        await booking.ExecuteAsync(PaymentSql.AsChecker + PaymentSql.PayStep);
        var planning = PlanAsync(mode, fen);
        await database.WaitsAsync(planning);
        await transaction.CommitAsync();
        Assert.Equal(refusal, await planning);
    }

    [Fact]
    public async Task The_list_is_written_by_the_transaction_that_sends_and_by_no_other()
    {
        const string file = "INSERT INTO payment_file (tenant_id, batch_id, chunk, bytes) SELECT tenant_id, id, (SELECT count(*) FROM payment_file), decode(repeat('00', 29), 'hex') FROM payment_batch";
        await using var lanzhou = await OpenAsync();
        await lanzhou.ExecuteAsync(PaymentSql.Sent + file);
        await Refusal.Of(Refusal.Frozen, () => lanzhou.ExecuteAsync(PaymentSql.AsChecker + file));
        Assert.Equal(1, await lanzhou.ScalarAsync<long>("SELECT count(*) FROM payment_file"));
    }

    /// <returns>Null when it stands, or the SQLSTATE of the refusal.</returns>
    private async Task<string?> PlanAsync(string mode, int fen)
    {
        var serial = Interlocked.Increment(ref number) + 1000;
        await using var clerk = await OpenAsync();
        await using var transaction = await clerk.BeginTransactionAsync();
        try
        {
            await clerk.ExecuteAsync(
                $"""
                INSERT INTO payment_batch (tenant_id, coverage_year, month, mode, region_code, run_id, number, state, items, total_fen, made_by, made_at)
                VALUES (5, 2021, 24251, '{mode}', '620123', (SELECT max(id) FROM entitlement_run), {serial}, 'Planned', 1, {fen}, app.uid(), now());
                INSERT INTO payment_item (tenant_id, batch_id, number, person_id, coverage_year, mode, amount_fen, contribution_fen, region_code, run_id, state, changed_by, changed_at)
                SELECT 5, b.id, 1, p.id, 2021, b.mode, b.total_fen, 28000, '620123', b.run_id, 'Planned', app.uid(), now() FROM payment_batch b, person p WHERE b.number = {serial};
                """);
            await transaction.CommitAsync();
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    private Task<NpgsqlConnection> OpenAsync() => database.OpenAppAsync(5, Some.Clerk(Bureau.Lanzhou).UserId);
}
