using MedInsure.Persistence.Tests.Guards;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Payments;

/// <summary>What holds of payments whatever program writes: each refusal beside the same act done rightly. Every test works in a transaction that is given up.</summary>
public sealed class PaymentGuardTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Unique = PostgresErrorCodes.UniqueViolation;
    private const string ForeignKey = PostgresErrorCodes.ForeignKeyViolation;

    /// <summary>Another batch and item for the same person; the amount and the mode are told.</summary>
    private static string Another(int fen, string mode) => PaymentSql.AsMaker
        + PaymentSql.Batch.Replace("'Card'", $"'{mode}'", StringComparison.Ordinal).Replace("20000", $"{fen}", StringComparison.Ordinal)
        + PaymentSql.Items.Replace("20000", $"{fen}", StringComparison.Ordinal);

    public static TheoryData<string, string, string> Wrong => new()
    {
        // Steps.
        { "", Refusal.Step, PaymentSql.AsMaker + PaymentSql.Batch.Replace("'Planned'", "'Sent'", StringComparison.Ordinal) },
        { PaymentSql.Plan, Refusal.Step, PaymentSql.AsChecker + PaymentSql.CloseStep.Replace("'Sent'", "'Planned'", StringComparison.Ordinal) },
        { PaymentSql.Paid, Refusal.Step, "UPDATE payment_batch SET state = 'Cancelled', cancelled_by = app.uid(), cancelled_at = now()" },
        { PaymentSql.Plan, Refusal.Step, PaymentSql.AsChecker + "UPDATE payment_item SET state = 'Sent', changed_by = app.uid(), changed_at = now()" },
        { PaymentSql.Plan, Refusal.Step, "UPDATE payment_item SET state = 'Withdrawn', changed_by = app.uid(), changed_at = now()" },
        { PaymentSql.Sent, Refusal.Step, "UPDATE payment_item SET state = 'Reversed', reason = '错', changed_by = app.uid(), changed_at = now()" },
        { PaymentSql.Sent, Refusal.Step, "UPDATE payment_item SET state = 'Planned', changed_by = app.uid(), changed_at = now()" },
        { PaymentSql.Paid + PaymentSql.ReverseStep + ";", Refusal.Step, "UPDATE payment_item SET state = 'Paid', changed_by = app.uid(), changed_at = now()" },
        { PaymentSql.Sent + PaymentSql.BounceStep + ";", Refusal.Step, "UPDATE payment_item SET state = 'Paid', changed_by = app.uid(), changed_at = now()" },
        { PaymentSql.Paid, Refusal.Step, "UPDATE payment_item SET reason = '另', changed_by = app.uid(), changed_at = now()" },
        // Maker and checker.
        { PaymentSql.Plan, Refusal.Stamp, PaymentSql.SendStep },
        { PaymentSql.Plan, Refusal.Stamp, "UPDATE payment_batch SET state = 'Sent', file_sha256 = encode(sha256('f'), 'hex'), sent_by = 9504, sent_at = now()" },
        { PaymentSql.Sent, Refusal.Stamp, PaymentSql.AsMaker + PaymentSql.PayStep },
        { PaymentSql.Sent, Refusal.Stamp, PaymentSql.AsMaker + PaymentSql.BounceStep },
        { PaymentSql.Paid, Refusal.Stamp, PaymentSql.AsMaker + PaymentSql.ReverseStep },
        { PaymentSql.Paid, Refusal.Stamp, PaymentSql.AsMaker + PaymentSql.CloseStep },
        { PaymentSql.Sent, Refusal.Stamp, "UPDATE payment_item SET state = 'Paid', changed_by = 9502, changed_at = now()" },
        // What stands.
        { PaymentSql.Plan, Refusal.Privilege, "UPDATE payment_batch SET total_fen = 1" },
        { PaymentSql.Plan, Refusal.Privilege, "UPDATE payment_item SET amount_fen = 1" },
        { PaymentSql.Sent, Refusal.Frozen, "UPDATE payment_batch SET file_sha256 = encode(sha256('g'), 'hex')" },
        { PaymentSql.Paid, Refusal.Frozen, "UPDATE payment_batch SET state = 'Closed', closed_by = app.uid(), closed_at = now(), file_sha256 = encode(sha256('g'), 'hex')" },
        { PaymentSql.Plan, Refusal.Privilege, "DELETE FROM payment_item" },
        { PaymentSql.Plan, Refusal.Privilege, "DELETE FROM payment_batch" },
        { PaymentSql.AsMaker, ForeignKey, "INSERT INTO payment_batch (tenant_id, coverage_year, month, mode, region_code, run_id, number, state, items, total_fen, made_by, made_at) SELECT app.tid(), 2021, 24251, 'Card', '620123', 999999, 1, 'Planned', 1, 20000, app.uid(), now()" },
        { PaymentSql.Plan, ForeignKey, "DELETE FROM person WHERE id_number = decode(repeat('0a', 16), 'hex')" },
        { PaymentSql.Plan, Refusal.Frozen, "INSERT INTO payment_file (tenant_id, batch_id, chunk, bytes) SELECT tenant_id, id, 0, decode(repeat('00', 29), 'hex') FROM payment_batch" },
        { PaymentSql.Sent, Refusal.Frozen, PaymentSql.AsMaker + "INSERT INTO payment_file (tenant_id, batch_id, chunk, bytes) SELECT tenant_id, id, 0, decode(repeat('00', 29), 'hex') FROM payment_batch" },
        // What the batch says is what its items are.
        { PaymentSql.AsMaker + PaymentSql.Person, Refusal.DoFirst, PaymentSql.Batch + "SET CONSTRAINTS ALL IMMEDIATE" },
        { PaymentSql.AsMaker + PaymentSql.Person, Refusal.DoFirst, PaymentSql.Batch + PaymentSql.Items.Replace("20000", "19999", StringComparison.Ordinal) },
        { PaymentSql.AsMaker + PaymentSql.Person, Refusal.Frozen, PaymentSql.Batch + PaymentSql.Items.Replace("b.mode", "'OnBehalf'", StringComparison.Ordinal) },
        { PaymentSql.AsMaker + PaymentSql.Person, Refusal.Stamp, PaymentSql.Batch + PaymentSql.Items.Replace("app.uid()", "9504", StringComparison.Ordinal) },
        { PaymentSql.Plan, Refusal.DoFirst, PaymentSql.AsChecker + "UPDATE payment_batch SET state = 'Sent', file_sha256 = encode(sha256('f'), 'hex'), sent_by = app.uid(), sent_at = now(); SET CONSTRAINTS ALL IMMEDIATE" },
        { PaymentSql.Sent, Refusal.DoFirst, PaymentSql.CloseStep + "; SET CONSTRAINTS ALL IMMEDIATE" },
        { PaymentSql.Plan, Refusal.DoFirst, "UPDATE payment_batch SET state = 'Cancelled', cancelled_by = app.uid(), cancelled_at = now(); SET CONSTRAINTS ALL IMMEDIATE" },
        // Nobody twice, in two modes, above the contribution.
        { PaymentSql.Sent, Unique, Another(8000, "Card") },
        { PaymentSql.Paid, Refusal.DoFirst, Another(8001, "Card") },
        { PaymentSql.Paid, Refusal.DoFirst, Another(8000, "OnBehalf") },
        { PaymentSql.AsMaker + PaymentSql.Person, Refusal.Check, Another(28001, "Card") },
        { PaymentSql.AsMaker + PaymentSql.Person, Refusal.Check, Another(0, "Card") },
        // Reasons.
        { PaymentSql.Sent, Refusal.Check, "UPDATE payment_item SET state = 'Bounced', changed_by = app.uid(), changed_at = now()" },
        { PaymentSql.Paid, Refusal.Check, "UPDATE payment_item SET state = 'Reversed', reason = ' ', changed_by = app.uid(), changed_at = now()" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task What_would_pay_wrongly_is_refused(string start, string sqlState, string act) =>
        WithinAsync(start, lanzhou => Refusal.Of(sqlState, () => lanzhou.ExecuteAsync(act)));

    public static TheoryData<string, string> Right => new()
    {
        { "", PaymentSql.Plan },
        { PaymentSql.Plan, PaymentSql.AsChecker + PaymentSql.SendStep },
        { PaymentSql.Plan, PaymentSql.CancelStep },
        { PaymentSql.Plan, PaymentSql.CancelStep + ";" + Another(28000, "OnBehalf") },
        { PaymentSql.Sent, PaymentSql.PayStep + ";" + PaymentSql.CloseStep },
        { PaymentSql.Sent, PaymentSql.BounceStep + ";" + PaymentSql.CloseStep + ";" + Another(28000, "OnBehalf") },
        { PaymentSql.Paid, Another(8000, "Card") },
        { PaymentSql.Paid, PaymentSql.ReverseStep + ";" + Another(28000, "OnBehalf") },
        { PaymentSql.Paid, PaymentSql.CloseStep + "; UPDATE payment_item SET state = 'Bounced', reason = '退票', changed_by = app.uid(), changed_at = now()" },
        { PaymentSql.Sent, "INSERT INTO payment_file (tenant_id, batch_id, chunk, bytes) SELECT tenant_id, id, 0, decode(repeat('00', 29), 'hex') FROM payment_batch" },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public Task The_same_done_rightly_is_done(string start, string act) =>
        WithinAsync(start, async lanzhou => Assert.True(await lanzhou.ExecuteAsync(act + "; SET CONSTRAINTS ALL IMMEDIATE") > 0));

    private async Task WithinAsync(string start, Func<NpgsqlConnection, Task> act)
    {
        await using var lanzhou = await database.OpenAppAsync(5, Some.Clerk(Bureau.Lanzhou).UserId);
        await using var transaction = await lanzhou.BeginTransactionAsync();
        if (start.Length > 0)
        {
            await lanzhou.ExecuteAsync(start + "; SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED");
        }

        await act(lanzhou);
    }
}
