using MedInsure.Persistence.Entitlements;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Subsidies;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Entitlements;

/// <summary>A roster of several statements' rows: 城关 and 榆中 in turns, every third person paid already, every fifth newly added in 2020-10, every seventh in a category that the question does not name.</summary>
public sealed class EntitlementWritingTests : IClassFixture<EntitlementWritingTests.Roster>
{
    private const int Persons = 40_000;
    private static readonly EntitlementQuestion Question = new(2021, new Month(2020, 11), ["orphan", "registered-poor"], ["registered-poor"], []);
    private readonly Roster roster;

    public EntitlementWritingTests(Roster roster) => this.roster = roster;

    [Fact]
    public async Task Everybody_is_written_once_with_the_answer_of_his_combination_and_as_hashed()
    {
        await using var act = await Act.BeginAsync(roster.Database);
        var asked = new List<EntitlementCombination>();
        var reports = new List<long>();
        await using var reading = await EntitlementReading.BeginAsync(act.Reader, Question, default);
        var written = await EntitlementWriting.WriteAsync(act.Writer, act.Run, reading, combination => Choice(asked, combination), reports.Add, default);

        Assert.Equal(Persons, written.Persons);
        Assert.Equal(asked.Count, asked.Distinct().Count());
        Assert.Equal((true, Persons), (reports.Count > 2, reports[^1]));
        Assert.Equal(["orphan", "registered-poor", "foreign"], reading.Categories);
        Assert.Equal(await EntitlementDigests.OfAsync(act.Writer, act.Run, default), written.Digest);
        Assert.Equal(0, await act.Writer.ScalarAsync<long>(
            """
            SELECT count(*) FROM entitlement e RIGHT JOIN (
              SELECT i AS id, CASE i % 2 WHEN 0 THEN '620102' ELSE '620123' END AS region, CASE i % 3 WHEN 0 THEN 10000 ELSE 0 END AS paid,
                     CASE WHEN i % 7 <> 0 AND i % 5 = 0 THEN 24249 END AS month
              FROM generate_series(1, 40000) i) AS expected ON e.person_id = expected.id
            WHERE (e.region_code, e.paid_fen, e.difference_fen, e.state) IS DISTINCT FROM (region, paid, 28000 - paid, CASE paid WHEN 0 THEN 0 ELSE 2 END)
               OR (e.identified_month, e.enrol_month, e.pay_month) IS DISTINCT FROM (month, month, month + 1)
            """));
        Assert.Equal(0, await act.Writer.ScalarAsync<long>(
            """
            SELECT count(*) FROM entitlement_total t FULL JOIN (
              SELECT region_code, choice_id, state, count(*) AS persons, sum(paid_fen) AS paid_fen, sum(difference_fen) AS difference_fen FROM entitlement GROUP BY 1, 2, 3) AS e USING (region_code, choice_id, state)
            WHERE (t.persons, t.paid_fen, t.difference_fen) IS DISTINCT FROM (e.persons, e.paid_fen, e.difference_fen)
            """));
    }

    [Fact]
    public async Task What_fails_in_the_middle_ends_its_statements_and_leaves_both_connections_to_others()
    {
        await using var act = await Act.BeginAsync(roster.Database);
        await using var superuser = await roster.Database.OpenSuperuserAsync();
        await using (var reading = await EntitlementReading.BeginAsync(act.Reader, Question, default))
        {
            await superuser.ExecuteAsync("BEGIN; LOCK TABLE entitlement IN SHARE MODE");
            var failed = new TaskCompletionSource();
            var failing = EntitlementWriting.WriteAsync(act.Writer, act.Run, reading, combination => Choice([], combination), Fail, default);
            // The first rows wait for the lock, and the failure for their statement.
            await failed.Task;
            await roster.Database.WaitsAsync(failing, $"pid = {act.Writer.ProcessID}");
            Assert.NotSame(failing, await Task.WhenAny(failing, Task.Delay(300)));
            await superuser.ExecuteAsync("ROLLBACK");
            await Assert.ThrowsAsync<InvalidDataException>(() => failing);

            void Fail(long persons)
            {
                failed.SetResult();
                throw new InvalidDataException("反馈出错");
            }
        }

        Assert.Equal(Persons, await act.Reader.ScalarAsync<long>("SELECT count(*) FROM person"));
        await act.RollBackAsync();
        Assert.Equal(0, await act.Writer.ScalarAsync<long>("SELECT count(*) FROM entitlement"));
    }

    [Fact]
    public async Task What_is_cancelled_in_the_middle_stops_there()
    {
        await using var act = await Act.BeginAsync(roster.Database);
        using var cancelling = new CancellationTokenSource();
        var reports = 0;
        await using (var reading = await EntitlementReading.BeginAsync(act.Reader, Question, cancelling.Token))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EntitlementWriting.WriteAsync(act.Writer, act.Run, reading, combination => Choice([], combination), Cancel, cancelling.Token));
        }

        Assert.Equal(1, reports);
        Assert.Equal(Persons, await act.Reader.ScalarAsync<long>("SELECT count(*) FROM person"));

        void Cancel(long persons)
        {
            reports++;
            cancelling.Cancel();
        }
    }

    [Fact]
    public async Task A_cancel_is_heard_while_nobody_comes()
    {
        await using var act = await Act.BeginAsync(roster.Database);
        await using var superuser = await roster.Database.OpenSuperuserAsync();
        var month = new Month(2019, 1);
        // A thousand persons of that month come at once, and behind them are 39,000 who take a millisecond each and do not.
        await superuser.ExecuteAsync(
            """
            SET session_replication_role = replica;
            UPDATE membership SET from_month = from_month - 21 WHERE person_id <= 1000;
            CREATE POLICY slow ON person AS RESTRICTIVE FOR SELECT USING (id <= 1000 OR pg_sleep(0.001) IS NOT NULL)
            """);
        try
        {
            using var cancelling = new CancellationTokenSource();
            await using var reading = await EntitlementReading.BeginAsync(act.Reader, Question with { Month = month, CoverageYear = month.Year }, cancelling.Token);
            cancelling.CancelAfter(200);
            Assert.ThrowsAny<OperationCanceledException>(() => ReadAll(reading));
        }
        finally
        {
            await superuser.ExecuteAsync("DROP POLICY slow ON person; UPDATE membership SET from_month = from_month + 21 WHERE person_id <= 1000");
        }
    }

    [Fact]
    public async Task Rosters_and_persons_are_of_one_moment()
    {
        await using var act = await Act.BeginAsync(roster.Database);
        await using var superuser = await roster.Database.OpenSuperuserAsync();
        await superuser.ExecuteAsync("SET session_replication_role = replica; BEGIN; LOCK TABLE membership; UPDATE membership SET from_month = from_month + 100 WHERE person_id <= 10");
        // Which rosters are on top has been asked when the persons have to wait for the lock.
        var beginning = EntitlementReading.BeginAsync(act.Reader, Question, default);
        await roster.Database.WaitsAsync(beginning, $"pid = {act.Reader.ProcessID}");
        await superuser.ExecuteAsync("COMMIT");
        await using (var reading = await beginning)
        {
            Assert.Equal(Persons, ReadAll(reading));
        }

        await using (var reading = await EntitlementReading.BeginAsync(act.Reader, Question, default))
        {
            Assert.Equal(Persons - 7, ReadAll(reading)); // three of the ten stay: something was paid for them
        }

        await superuser.ExecuteAsync("UPDATE membership SET from_month = from_month - 100 WHERE person_id <= 10");
    }

    [Fact]
    public async Task A_set_holds_sixty_categories_and_not_one_more()
    {
        await using var act = await Act.BeginAsync(roster.Database);
        var named = Enumerable.Range(0, EntitlementReading.MaxCategories - 1).Select(number => number == 0 ? "registered-poor" : $"c{number}").ToList();
        await using (var reading = await EntitlementReading.BeginAsync(act.Reader, Question with { Categories = named, Timed = [] }, default))
        {
            // 孤儿 finds the last place, the other that is not named none.
            Assert.Throws<TooManyCategoriesException>(() => ReadAll(reading));
        }

        await using (var reading = await EntitlementReading.BeginAsync(act.Reader, Question with { Categories = [.. named.Skip(1).Take(57), "orphan", "registered-poor"], Timed = [] }, default))
        {
            Assert.Equal(Persons, ReadAll(reading));
            Assert.Equal(EntitlementReading.MaxCategories, reading.Categories.Count);
        }

        await Assert.ThrowsAsync<TooManyCategoriesException>(() => EntitlementReading.BeginAsync(act.Reader, Question with { Categories = [.. named, "one", "two"], Timed = [] }, default));
    }

    private static int ReadAll(EntitlementReading reading)
    {
        var read = 0;
        while (reading.Next())
        {
            read++;
        }

        return read;
    }

    /// <summary>280 for everybody; months for who is 建档立卡.</summary>
    private static EntitlementChoiceEntity Choice(List<EntitlementCombination> asked, EntitlementCombination combination)
    {
        asked.Add(combination);
        var isPoor = (combination.Held & 2) != 0;
        return new EntitlementChoiceEntity
        {
            Id = asked.Count,
            RegionCode = combination.Region,
            Categories = [],
            Gaps = [],
            State = ChoiceState.Amount,
            ContributionFen = 28000,
            AmountFen = 28000,
            Winner = isPoor ? "registered-poor" : "orphan",
            Mode = PaymentMode.OnBehalf,
            EnrolOffset = isPoor ? 0 : null,
            PayOffset = isPoor ? 1 : null,
        };
    }

    /// <summary>A queued run in a transaction that is rolled back, and a connection to read with.</summary>
    private sealed class Act : IAsyncDisposable
    {
        private readonly NpgsqlTransaction transaction;

        private Act(NpgsqlConnection reader, NpgsqlConnection writer, NpgsqlTransaction transaction, long run) => (Reader, Writer, this.transaction, Run) = (reader, writer, transaction, run);

        public NpgsqlConnection Reader { get; }

        public NpgsqlConnection Writer { get; }

        public long Run { get; }

        public static async Task<Act> BeginAsync(TestDatabase database)
        {
            var (reader, writer) = (await OpenAsync(database), await OpenAsync(database));
            var begun = await writer.BeginTransactionAsync();
            await writer.ExecuteAsync(EntitlementSql.Queue);
            return new Act(reader, writer, begun, await writer.ScalarAsync<long>("SELECT id FROM entitlement_run WHERE state = 'Queued'"));
        }

        public Task RollBackAsync() => transaction.RollbackAsync();

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await Writer.DisposeAsync();
            await Reader.DisposeAsync();
        }

        private static Task<NpgsqlConnection> OpenAsync(TestDatabase database) => database.OpenAppAsync(5, Some.Clerk(Bureau.Lanzhou).UserId);
    }

    public sealed class Roster : IAsyncLifetime
    {
        public TestDatabase Database { get; } = new();

        public async Task InitializeAsync()
        {
            await Database.InitializeAsync();
            await using var superuser = await Database.OpenSuperuserAsync();
            await superuser.ExecuteAsync(
                """
                SET session_replication_role = replica;
                INSERT INTO person (tenant_id, id, id_number, name, region_code, town, village, born)
                SELECT 5, i, decode(md5(i::text), 'hex'), '甲' || i, CASE i % 2 WHEN 0 THEN '620102' ELSE '620123' END, '某镇', '某村', '1950-01-01' FROM generate_series(1, 40000) i;
                INSERT INTO membership (tenant_id, person_id, category, authority, from_month, identified, is_new, added_by)
                SELECT 5, i, CASE WHEN i % 7 = 0 THEN 'foreign' WHEN i % 5 = 0 THEN 'registered-poor' ELSE 'orphan' END, '民政部门', 24249, '2020-10-01', i % 5 = 0, 1 FROM generate_series(1, 40000) i;
                INSERT INTO payment_item (tenant_id, batch_id, number, person_id, coverage_year, mode, amount_fen, contribution_fen, region_code, run_id, state, changed_by, changed_at)
                SELECT 5, 1, i, i, 2021, 'Card', 10000, 28000, '620123', 1, 'Paid', 9505, now() FROM generate_series(3, 40000, 3) i;
                """);
        }

        public Task DisposeAsync() => Database.DisposeAsync();
    }
}
