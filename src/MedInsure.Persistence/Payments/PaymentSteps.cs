using MedInsure.Rules.Payments;
using Npgsql;

namespace MedInsure.Persistence.Payments;

/// <summary>
/// The steps of a batch's items, each as one statement in the caller's transaction and in the name of the person of the connection; the database refuses what the states do not allow. To be called alongside the session's save.
/// </summary>
public static class PaymentSteps
{
    public static Task SendAsync(NpgsqlConnection connection, long batch, CancellationToken ct) => AllAsync(connection, batch, "Planned", "Sent", ct);

    public static Task WithdrawAsync(NpgsqlConnection connection, long batch, CancellationToken ct) => AllAsync(connection, batch, "Planned", "Withdrawn", ct);

    /// <summary>Everything that is not answered yet was paid.</summary>
    public static Task PayAllAsync(NpgsqlConnection connection, long batch, CancellationToken ct) => AllAsync(connection, batch, "Sent", "Paid", ct);

    /// <exception cref="InvalidOperationException">An item is not there or is answered already; the transaction must be given up.</exception>
    public static async Task AnswerAsync(NpgsqlConnection connection, long batch, IReadOnlyCollection<PaymentAnswer> answers, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(answers);
        await using var answer = new NpgsqlCommand(
            """
            UPDATE payment_item i SET state = CASE WHEN a.reason IS NULL THEN 'Paid' ELSE 'Bounced' END, reason = a.reason, changed_by = app.uid(), changed_at = clock_timestamp()
            FROM unnest($2::int[], $3::text[]) AS a (number, reason) WHERE i.tenant_id = app.tid() AND i.batch_id = $1 AND i.number = a.number AND i.state = 'Sent'
            """,
            connection)
        { CommandTimeout = 0 };
        answer.Parameters.AddWithValue(batch);
        answer.Parameters.AddWithValue(answers.Select(one => one.Number).ToArray());
        answer.Parameters.AddWithValue(answers.Select(one => one.Reason).ToArray());
        Expect(answers.Count, await answer.ExecuteNonQueryAsync(ct));
    }

    /// <summary>A paid item came back (退票), or is taken back (冲销).</summary>
    /// <exception cref="InvalidOperationException">It is not there or not paid; the transaction must be given up.</exception>
    public static async Task TakeBackAsync(NpgsqlConnection connection, long batch, int number, bool bounced, string reason, CancellationToken ct)
    {
        await using var take = new NpgsqlCommand(
            "UPDATE payment_item SET state = $3, reason = $4, changed_by = app.uid(), changed_at = clock_timestamp() WHERE tenant_id = app.tid() AND batch_id = $1 AND number = $2 AND state = 'Paid'", connection);
        take.Parameters.AddWithValue(batch);
        take.Parameters.AddWithValue(number);
        take.Parameters.AddWithValue(bounced ? "Bounced" : "Reversed");
        take.Parameters.AddWithValue(reason);
        Expect(1, await take.ExecuteNonQueryAsync(ct));
    }

    private static async Task AllAsync(NpgsqlConnection connection, long batch, string from, string to, CancellationToken ct)
    {
        await using var step = new NpgsqlCommand(
            "UPDATE payment_item SET state = $3, changed_by = app.uid(), changed_at = clock_timestamp() WHERE tenant_id = app.tid() AND batch_id = $1 AND state = $2", connection)
        { CommandTimeout = 0 };
        step.Parameters.AddWithValue(batch);
        step.Parameters.AddWithValue(from);
        step.Parameters.AddWithValue(to);
        await step.ExecuteNonQueryAsync(ct);
    }

    private static void Expect(int asked, int touched)
    {
        if (asked != touched)
        {
            throw new InvalidOperationException($"{asked} items were to change, {touched} did.");
        }
    }
}
