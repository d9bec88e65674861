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

/// <summary>Persons of one county, set of categories, class of ages and sum paid.</summary>
/// <param name="Held">Bits by <see cref="EntitlementStage.Categories"/>.</param>
/// <param name="PaidFen">For the coverage year.</param>
public sealed record EntitlementCombination(RegionCode Region, long Held, int AgeClass, int PaidFen, int Persons);

/// <summary>The roster that was on top of an authority's.</summary>
public sealed record RosterOnTop(string Authority, long Batch);

/// <summary>
/// The persons of a run with what counts for them, in a temporary table of the caller's transaction: read by one statement, so that rosters and payments are of one state. Identities that hold in the
/// month; whoever has none counts only if something was paid for the coverage year.
/// </summary>
public sealed class EntitlementStage
{
    /// <summary>Sets of categories are bits of a 64-bit number; the highest ones mean that a category is not known.</summary>
    public const int MaxCategories = 60;

    private const int UnknownBit = 62;

    private EntitlementStage(IReadOnlyList<string> categories, IReadOnlyList<string> timed, IReadOnlyList<RosterOnTop> rosters, IReadOnlyList<EntitlementCombination> combinations) =>
        (Categories, Timed, Rosters, Combinations) = (categories, timed, rosters, combinations);

    /// <summary>The policy's, and behind them those of the rosters that it does not know.</summary>
    public IReadOnlyList<string> Categories { get; }

    public IReadOnlyList<string> Timed { get; }

    public IReadOnlyList<RosterOnTop> Rosters { get; }

    public IReadOnlyList<EntitlementCombination> Combinations { get; }

    public long Persons => Combinations.Sum(combination => (long)combination.Persons);

    /// <param name="connection">In a transaction, with the bureau set.</param>
    /// <exception cref="TooManyCategoriesException">More categories than a set can hold.</exception>
    public static async Task<EntitlementStage> ReadAsync(NpgsqlConnection connection, EntitlementQuestion question, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(question);
        IReadOnlyList<string> categories = question.Categories;
        while (true)
        {
            if (categories.Count > MaxCategories)
            {
                throw new TooManyCategoriesException();
            }

            // Named before and after: the one statement in between saw what both say, or it is asked again.
            var before = await RostersAsync(connection, ct);
            await StageAsync(connection, question with { Categories = categories }, ct);
            var combinations = await CombinationsAsync(connection, ct);
            var foreign = combinations.Any(combination => combination.Held >> UnknownBit != 0);
            if (!foreign && before.SequenceEqual(await RostersAsync(connection, ct)))
            {
                return new EntitlementStage(categories, question.Timed, before, combinations);
            }

            categories = foreign ? [.. question.Categories, .. await ForeignAsync(connection, question.Categories, ct)] : categories;
            await ExecuteAsync(connection, "DROP TABLE pg_temp.entitlement_person", ct);
        }
    }

    /// <summary>The categories of a set, in the order of <see cref="Categories"/>.</summary>
    public IReadOnlyList<string> Of(long held) => [.. Categories.Where((_, bit) => (held >> bit & 1) == 1)];

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // The text is a constant of this assembly.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The column with the first month in a timed category.</summary>
    internal static string Since(int place) => string.Create(CultureInfo.InvariantCulture, $"since_{place}");

    private static async Task StageAsync(NpgsqlConnection connection, EntitlementQuestion question, CancellationToken ct)
    {
        var parameters = question.Categories.Select((category, bit) => (category, bit)).ToDictionary(entry => entry.category, entry => Text($"${entry.bit + 5}"));
        var sql = SqlScript.Read("entitlement_stage.sql")
            .Replace("/*bits*/", string.Concat(question.Categories.Select((category, bit) => Text($" WHEN {parameters[category]} THEN {1L << bit}"))), StringComparison.Ordinal)
            .Replace("/*since*/", string.Concat(question.Timed.Select((category, place) => $", min(m.from_month * 2 + m.is_new::int) FILTER (WHERE m.category = {parameters[category]}) AS {Since(place)}")), StringComparison.Ordinal)
            .Replace("/*sinces*/", string.Concat(question.Timed.Select((_, place) => $", h.{Since(place)}")), StringComparison.Ordinal)
            .Replace("/*age*/", question.AgeClasses.Count == 0 ? "0" : "width_bucket(extract(year FROM age($4::date, p.born))::int, $3::int[])", StringComparison.Ordinal)
            .Replace("/*paid*/", SqlScript.Read("entitlement_paid.sql"), StringComparison.Ordinal);

        // Millions of rows, in the order of the persons on both sides: two keys are walked side by side, nothing is hashed or sorted, and whose rows they are is asked once and not once a row.
        await ExecuteAsync(
            connection,
            """
            SET LOCAL work_mem = '256MB'; SET LOCAL jit = off; SET LOCAL plan_cache_mode = 'force_custom_plan';
            SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_hashagg = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_nestloop = off
            """,
            ct);
#pragma warning disable CA2100 // The text is a file of this assembly; what is filled in are numbers of columns, bits and parameters.
        await using (var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 })
#pragma warning restore CA2100
        {
            command.Parameters.Add(new() { Value = question.Month.Index });
            command.Parameters.Add(new() { Value = question.CoverageYear });
            command.Parameters.Add(new() { Value = question.AgeClasses.ToArray() });
            command.Parameters.Add(new() { Value = question.Month.LastDay });
            foreach (var category in question.Categories)
            {
                command.Parameters.Add(new() { Value = category });
            }

            await command.ExecuteNonQueryAsync(ct);
        }

        await ExecuteAsync(connection, "SET LOCAL enable_seqscan = on; SET LOCAL enable_bitmapscan = on; SET LOCAL enable_hashagg = on; SET LOCAL enable_hashjoin = on", ct);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<EntitlementCombination>> CombinationsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT region_code, held, age_class, paid_fen, count(*)::int FROM pg_temp.entitlement_person GROUP BY region_code, held, age_class, paid_fen", connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(ct);
        var combinations = new List<EntitlementCombination>();
        while (await rows.ReadAsync(ct))
        {
            combinations.Add(new EntitlementCombination(new RegionCode(rows.GetString(0)), rows.GetInt64(1), rows.GetInt32(2), rows.GetInt32(3), rows.GetInt32(4)));
        }

        return combinations;
    }

    private static async Task<IReadOnlyList<string>> ForeignAsync(NpgsqlConnection connection, IReadOnlyList<string> known, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT DISTINCT m.category FROM membership m WHERE m.tenant_id = app.tid() AND m.category <> ALL ($1) ORDER BY 1", connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = known.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var categories = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            categories.Add(rows.GetString(0));
        }

        return categories;
    }

    private static async Task<IReadOnlyList<RosterOnTop>> RostersAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT top.authority, top.id FROM roster_batch top WHERE top.tenant_id = app.tid() AND top.state = 'Committed'
              AND NOT EXISTS (SELECT FROM roster_batch above WHERE above.tenant_id = top.tenant_id AND above.authority = top.authority AND above.state = 'Committed' AND above.based_on = top.id)
            ORDER BY top.authority COLLATE "C"
            """,
            connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var tops = new List<RosterOnTop>();
        while (await rows.ReadAsync(ct))
        {
            tops.Add(new RosterOnTop(rows.GetString(0), rows.GetInt64(1)));
        }

        return tops;
    }
}

/// <summary>A roster and its policy name more categories than a set can hold.</summary>
public sealed class TooManyCategoriesException : Exception;
