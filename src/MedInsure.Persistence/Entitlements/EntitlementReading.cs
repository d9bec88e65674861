using System.Data;
using System.Globalization;
using MedInsure.Persistence.Migrations;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using Npgsql;

namespace MedInsure.Persistence.Entitlements;

/// <summary>What a run asks the tables.</summary>
/// <param name="Categories">Ids of the policy; the place of one is its bit in a set of categories.</param>
/// <param name="Timed">Those of them for which the month of identification matters.</param>
/// <param name="AgeClasses">Ages at which another class begins, ascending; empty where no rule goes by age.</param>
public sealed record EntitlementQuestion(int CoverageYear, Month Month, IReadOnlyList<string> Categories, IReadOnlyList<string> Timed, IReadOnlyList<int> AgeClasses);

/// <summary>What decides of a person, but for the month of identification: millions of persons have a few thousand of them.</summary>
/// <param name="Held">Bits by <see cref="EntitlementReading.Categories"/>.</param>
/// <param name="PaidFen">For the coverage year.</param>
public readonly record struct EntitlementCombination(RegionCode Region, long Held, int AgeClass, int PaidFen);

/// <summary>The roster that was on top of an authority's.</summary>
public sealed record RosterOnTop(string Authority, long Batch);

/// <summary>
/// The persons of a run, one after another in the order of their ids, from one snapshot of the database that rosters and payments have in common. Identities that hold in the month; whoever has none counts
/// only if something was paid for the coverage year. The next person is waited for by the caller's thread.
/// </summary>
public sealed class EntitlementReading : IAsyncDisposable
{
    /// <summary>Sets of categories are bits of a 64-bit number; the highest ones mean that a category is not known.</summary>
    public const int MaxCategories = 60;

    private const int UnknownBit = 62;

    private const int FirstSince = 6;

    private readonly List<string> categories;
    private readonly int known;
    private readonly NpgsqlTransaction snapshot;
    private readonly NpgsqlCommand query;
    private readonly NpgsqlDataReader person;
    private readonly CancellationTokenRegistration cancelling;
    private readonly CancellationToken ct;
    private bool isRead;

    private EntitlementReading(EntitlementQuestion question, IReadOnlyList<RosterOnTop> rosters, NpgsqlTransaction snapshot, NpgsqlCommand query, NpgsqlDataReader person, CancellationToken ct)
    {
        (categories, known, Timed, Rosters) = ([.. question.Categories], question.Categories.Count, question.Timed, rosters);
        (this.snapshot, this.query, this.person, this.ct) = (snapshot, query, person, ct);
        cancelling = ct.Register(query.Cancel);
    }

    /// <summary>By their bits: the policy's, and behind them those that it does not know, as persons brought them.</summary>
    public IReadOnlyList<string> Categories => categories;

    public IReadOnlyList<string> Timed { get; }

    public IReadOnlyList<RosterOnTop> Rosters { get; }

    /// <summary>Of whom <see cref="Next"/> came to.</summary>
    public long PersonId { get; private set; }

    /// <summary>Of whom <see cref="Next"/> came to.</summary>
    public EntitlementCombination Combination { get; private set; }

    /// <param name="connection">With the bureau set, not in a transaction, and for nothing else until the end.</param>
    /// <exception cref="TooManyCategoriesException">More categories than a set can hold.</exception>
    public static async Task<EntitlementReading> BeginAsync(NpgsqlConnection connection, EntitlementQuestion question, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(question);
        if (question.Categories.Count > MaxCategories)
        {
            throw new TooManyCategoriesException();
        }

        var begun = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        NpgsqlCommand? asked = null;
        try
        {
            var rosters = await RostersAsync(connection, ct);
            // Millions of rows, in the order of the persons on both sides: two keys are walked side by side, nothing is hashed or sorted, and whose rows they are is asked once and not once a row.
            await EntitlementWriting.ExecuteAsync(
                connection,
                """
                SET LOCAL work_mem = '256MB'; SET LOCAL jit = off; SET LOCAL plan_cache_mode = 'force_custom_plan'; SET LOCAL max_parallel_workers_per_gather = 0;
                SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_hashagg = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_nestloop = off
                """,
                ct);
            asked = QueryOf(connection, question);
            return new EntitlementReading(question, rosters, begun, asked, await asked.ExecuteReaderAsync(ct), ct);
        }
        catch
        {
            await (asked?.DisposeAsync() ?? default);
            await begun.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes on to the next person.</summary>
    /// <returns>False behind the last one.</returns>
    /// <exception cref="TooManyCategoriesException">With this person's there are more categories than a set can hold.</exception>
    public bool Next()
    {
        if (!Read())
        {
            return false;
        }

        var held = person.GetInt64(2);
        if (held >> UnknownBit != 0)
        {
            held = person.GetFieldValue<string[]>(5).Aggregate(held & ~(1L << UnknownBit), (set, category) => set | (1L << BitOf(category)));
        }

        PersonId = person.GetInt64(0);
        Combination = new EntitlementCombination(new RegionCode(person.GetString(1)), held, person.GetInt32(3), person.GetInt32(4));
        return true;
    }

    /// <summary>When the person of <see cref="Next"/> came into a timed category; null where not newly added.</summary>
    /// <param name="place">Of the category in <see cref="Timed"/>.</param>
    public int? NewlyAddedIn(int place) => !person.IsDBNull(FirstSince + place) && person.GetInt32(FirstSince + place) is var since && since % 2 == 1 ? since / 2 : null;

    /// <summary>The categories of a set: the policy's in its order, then those that it does not know by their ids, so that the same set reads alike in every run.</summary>
    public IReadOnlyList<string> Of(long held) =>
        [.. categories.Index().Where(entry => (held >> entry.Index & 1) == 1).OrderBy(entry => Math.Min(entry.Index, known)).ThenBy(entry => entry.Item, StringComparer.Ordinal).Select(entry => entry.Item)];

    public async ValueTask DisposeAsync()
    {
        await cancelling.DisposeAsync();
        if (!isRead)
        {
            // Nobody wants the rest: without a word the server would send it all.
            query.Cancel();
        }

        try
        {
            await person.DisposeAsync();
        }
        catch (PostgresException cancelled) when (!isRead && cancelled.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            // As asked.
        }
        finally
        {
            await query.DisposeAsync();
            await snapshot.DisposeAsync();
        }
    }

    /// <summary>A cancelled statement ends in an error of the server's, or with whatever it had sent by then.</summary>
    private bool Read()
    {
        try
        {
            isRead = !person.Read();
            return !isRead;
        }
        catch (Exception failure)
        {
            isRead = true;
            ct.ThrowIfCancellationRequested();
            throw failure is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } ? new OperationCanceledException("The reading of a roster was cancelled.", failure) : failure;
        }
    }

    private static NpgsqlCommand QueryOf(NpgsqlConnection connection, EntitlementQuestion question)
    {
        var parameters = question.Categories.Select((category, bit) => (category, bit)).ToDictionary(entry => entry.category, entry => Text($"${entry.bit + 5}"));
        var sql = SqlScript.Read("entitlement_persons.sql")
            .Replace("/*bits*/", string.Concat(question.Categories.Select((category, bit) => Text($" WHEN {parameters[category]} THEN {1L << bit}"))), StringComparison.Ordinal)
            .Replace("/*since*/", string.Concat(question.Timed.Select((category, place) => Text($", min(m.from_month * 2 + m.is_new::int) FILTER (WHERE m.category = {parameters[category]}) AS since_{place}"))), StringComparison.Ordinal)
            .Replace("/*sinces*/", string.Concat(question.Timed.Select((_, place) => Text($", h.since_{place}"))), StringComparison.Ordinal)
            .Replace("/*known*/", string.Join(", ", parameters.Values), StringComparison.Ordinal)
            .Replace("/*age*/", question.AgeClasses.Count == 0 ? "0" : "width_bucket(extract(year FROM age($4::date, p.born))::int, $3::int[])", StringComparison.Ordinal)
            .Replace("/*paid*/", SqlScript.Read("entitlement_paid.sql"), StringComparison.Ordinal);
#pragma warning disable CA2100 // The text is a file of this assembly; what is filled in are numbers of columns, bits and parameters.
        var made = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        made.Parameters.Add(new() { Value = question.Month.Index });
        made.Parameters.Add(new() { Value = question.CoverageYear });
        made.Parameters.Add(new() { Value = question.AgeClasses.ToArray() });
        made.Parameters.Add(new() { Value = question.Month.LastDay });
        foreach (var category in question.Categories)
        {
            made.Parameters.Add(new() { Value = category });
        }

        return made;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private int BitOf(string category)
    {
        var bit = categories.IndexOf(category);
        if (bit < 0)
        {
            bit = categories.Count < MaxCategories ? categories.Count : throw new TooManyCategoriesException();
            categories.Add(category);
        }

        return bit;
    }

    private static async Task<IReadOnlyList<RosterOnTop>> RostersAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var asked = new NpgsqlCommand(
            """
            SELECT top.authority, top.id FROM roster_batch top WHERE top.tenant_id = app.tid() AND top.state = 'Committed'
              AND NOT EXISTS (SELECT FROM roster_batch above WHERE above.tenant_id = top.tenant_id AND above.authority = top.authority AND above.state = 'Committed' AND above.based_on = top.id)
            ORDER BY top.authority COLLATE "C"
            """,
            connection);
        await using var row = await asked.ExecuteReaderAsync(ct);
        var tops = new List<RosterOnTop>();
        while (await row.ReadAsync(ct))
        {
            tops.Add(new RosterOnTop(row.GetString(0), row.GetInt64(1)));
        }

        return tops;
    }
}

/// <summary>A roster and its policy name more categories than a set can hold.</summary>
public sealed class TooManyCategoriesException : Exception;
