using MedInsure.Persistence.Tests.Guards;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Payments;

/// <summary>What holds of contributions, of cases of the match and of notes of death whatever program writes, beside the same act done rightly.</summary>
public sealed class ContributionGuardTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Unique = PostgresErrorCodes.UniqueViolation;

    private const string Second =
        """
        INSERT INTO contribution_batch (tenant_id, coverage_year, file_name, sha256, length, rows, ok, failed, total_fen, state, made_by, made_at)
        VALUES (app.tid(), 2021, '更正.csv', encode(sha256('d'), 'hex'), 1, 0, 0, 0, 0, 'Uploaded', app.uid(), now());
        UPDATE contribution_batch SET state = 'Checking' WHERE state = 'Uploaded'; UPDATE contribution_batch SET state = 'Previewed' WHERE state = 'Checking';
        UPDATE contribution_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now() WHERE state = 'Previewed';
        UPDATE contribution SET cancelled_by = (SELECT max(id) FROM contribution_batch WHERE tenant_id = app.tid()) WHERE tenant_id = app.tid();
        """;

    private const string UndoFirst = "UPDATE contribution_batch SET state = 'Undone', undone_by = app.uid(), undone_at = now() WHERE file_name = '缴费.csv'";

    private const string UndoSecond = "UPDATE contribution_batch SET state = 'Undone', undone_by = app.uid(), undone_at = now() WHERE file_name = '更正.csv'";

    [Theory]
    [InlineData("", Refusal.Step, "INSERT INTO contribution_batch (tenant_id, coverage_year, file_name, sha256, length, rows, ok, failed, total_fen, state, made_by, made_at) VALUES (app.tid(), 2021, '甲.csv', encode(sha256('c'), 'hex'), 1, 0, 0, 0, 0, 'Previewed', app.uid(), now())")]
    [InlineData(PaymentSql.Upload, Refusal.Step, "UPDATE contribution_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now()")]
    [InlineData(PaymentSql.Upload, Unique, PaymentSql.Upload)]
    [InlineData(PaymentSql.Contribution, Unique, PaymentSql.Upload)]
    [InlineData(PaymentSql.Upload, Refusal.Privilege, "UPDATE contribution_batch SET sha256 = encode(sha256('x'), 'hex')")]
    [InlineData(PaymentSql.Preview, Refusal.Frozen, "UPDATE contribution_batch SET rows = 9")]
    [InlineData(PaymentSql.Check, Refusal.Check, "UPDATE contribution_batch SET state = 'Refused'")]
    [InlineData(PaymentSql.Check, Refusal.Check, "UPDATE contribution_batch SET state = 'Previewed', failed = 1")]
    [InlineData(PaymentSql.Preview, Refusal.Stamp, "UPDATE contribution_batch SET state = 'Committed', committed_by = 9504, committed_at = now()")]
    [InlineData(PaymentSql.Preview, Refusal.Frozen, "DELETE FROM contribution_row")]
    [InlineData(PaymentSql.Preview, Refusal.Frozen, "DELETE FROM contribution_fault")]
    [InlineData(PaymentSql.Preview, Refusal.Frozen, "INSERT INTO contribution (tenant_id, batch_id, id_number, name, coverage_year, amount_fen, paid_on) SELECT tenant_id, batch_id, id_number, name, coverage_year, amount_fen, paid_on FROM contribution_row")]
    [InlineData(PaymentSql.Contribution, Unique, "INSERT INTO contribution (tenant_id, batch_id, id_number, name, coverage_year, amount_fen, paid_on) SELECT tenant_id, batch_id, id_number, name, coverage_year, amount_fen, paid_on FROM contribution")]
    [InlineData(PaymentSql.Contribution, Refusal.Frozen, "DELETE FROM contribution")]
    [InlineData(PaymentSql.Contribution, Refusal.Privilege, "UPDATE contribution SET amount_fen = 1")]
    [InlineData(PaymentSql.Contribution, Refusal.Frozen, "UPDATE contribution SET cancelled_by = 999999")]
    [InlineData(PaymentSql.Contribution + Second, Refusal.DoFirst, UndoFirst)]
    [InlineData(PaymentSql.Contribution + Second, Refusal.Frozen, "UPDATE contribution SET cancelled_by = NULL")]
    [InlineData(PaymentSql.Contribution + PaymentSql.Plan, Refusal.DoFirst, PaymentSql.UndoStep)]
    [InlineData(PaymentSql.Contribution + PaymentSql.Paid, Refusal.DoFirst, PaymentSql.UndoStep)]
    [InlineData(PaymentSql.Contribution, Refusal.Privilege, "DELETE FROM contribution_batch")]
    // Cases and deaths.
    [InlineData(PaymentSql.Case, Unique, PaymentSql.Case)]
    [InlineData(PaymentSql.Case, Refusal.Check, "UPDATE match_case SET state = 'Resolved'")]
    [InlineData(PaymentSql.Case, Refusal.Check, "UPDATE match_case SET state = 'Resolved', resolution = 'Mended', reason = ' ', resolved_by = app.uid(), resolved_at = now()")]
    [InlineData(PaymentSql.Case, Refusal.Stamp, "UPDATE match_case SET state = 'Resolved', resolution = 'Mended', reason = '改', resolved_by = 9504, resolved_at = now()")]
    [InlineData(PaymentSql.Case + PaymentSql.ResolveStep, Refusal.Frozen, "UPDATE match_case SET reason = '另'")]
    [InlineData(PaymentSql.Case + PaymentSql.ResolveStep, Refusal.Frozen, "UPDATE match_case SET subsidy_fen = 1")]
    [InlineData(PaymentSql.Case + PaymentSql.ResolveStep, Refusal.Frozen, "UPDATE match_case SET state = 'Gone', reason = '另'")]
    [InlineData(PaymentSql.Case, Refusal.Privilege, "UPDATE match_case SET kind = 'Deceased'")]
    [InlineData(PaymentSql.Case, Refusal.Privilege, "DELETE FROM match_case")]
    [InlineData(PaymentSql.Death, Unique, PaymentSql.Death)]
    [InlineData(PaymentSql.Death, Refusal.Check, "UPDATE death_mark SET revoked_by = app.uid(), revoked_at = now()")]
    [InlineData(PaymentSql.Death, Refusal.Stamp, "UPDATE death_mark SET revoked_by = 9504, revoked_at = now(), revoked_reason = '错'")]
    [InlineData(PaymentSql.Death, Refusal.Privilege, "UPDATE death_mark SET died_on = '2020-01-01'")]
    public Task What_would_hurt_the_records_is_refused(string start, string sqlState, string act) =>
        WithinAsync(start, lanzhou => Refusal.Of(sqlState, () => lanzhou.ExecuteAsync(act)));

    [Theory]
    [InlineData("", PaymentSql.Contribution)]
    [InlineData(PaymentSql.Contribution, PaymentSql.UndoStep + "; DELETE FROM contribution;" + PaymentSql.Upload)]
    [InlineData(PaymentSql.Contribution + Second, UndoSecond + "; UPDATE contribution SET cancelled_by = NULL;" + UndoFirst)]
    [InlineData(PaymentSql.Contribution + PaymentSql.Plan, PaymentSql.CancelStep + ";" + PaymentSql.UndoStep)]
    [InlineData(PaymentSql.Preview, "UPDATE contribution_batch SET state = 'Checking'; DELETE FROM contribution_row; DELETE FROM contribution_fault")]
    [InlineData(PaymentSql.Case, PaymentSql.ResolveStep)]
    [InlineData(PaymentSql.Case + PaymentSql.ResolveStep, "UPDATE match_case SET last_seen = now()")]
    [InlineData(PaymentSql.Case + PaymentSql.ResolveStep, "UPDATE match_case SET state = 'Gone'")]
    [InlineData(PaymentSql.Case + PaymentSql.ResolveStep, "UPDATE match_case SET state = 'Open', subsidy_fen = 1, resolution = NULL, reason = NULL, resolved_by = NULL, resolved_at = NULL")]
    [InlineData(PaymentSql.Death, "UPDATE death_mark SET revoked_by = app.uid(), revoked_at = now(), revoked_reason = '同名误登';" + PaymentSql.Death)]
    public Task The_same_done_rightly_is_done(string start, string act) =>
        WithinAsync(start, async lanzhou => Assert.True(await lanzhou.ExecuteAsync(act) > 0));

    private async Task WithinAsync(string start, Func<NpgsqlConnection, Task> act)
    {
        await using var lanzhou = await database.OpenAppAsync(5, Some.Clerk(Bureau.Lanzhou).UserId);
        await using var transaction = await lanzhou.BeginTransactionAsync();
        if (start.Length > 0)
        {
            await lanzhou.ExecuteAsync(start);
        }

        await act(lanzhou);
    }
}
