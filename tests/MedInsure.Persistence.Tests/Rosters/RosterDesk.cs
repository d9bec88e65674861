using System.Security.Cryptography;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Rosters;

/// <summary>Rosters of 兰州 as the job will bring them in: a batch, its rows staged and compared, committed, undone. Persons are invented: born one day after the other, sequence 000.</summary>
internal sealed class RosterDesk(NpgsqlConnection connection) : IDisposable
{
    private const string Person = "upper(encode(p.id_number, 'hex'))";

    private readonly IdentityVault vault = new([.. Enumerable.Range(1, IdentityVault.KeyLength).Select(i => (byte)i)], 5);

    public void Dispose() => vault.Dispose();

    public static IdentityNumber Number(int person)
    {
        var first = $"620123{new DateOnly(1950, 1, 1).AddDays(person):yyyyMMdd}000";
        return IdentityNumber.Stored(first + IdentityNumber.CheckDigitOf(first));
    }

    public static RosterRow Row(int row, int person, string category, string region = "620123", string name = "张某", string identified = "2019-03-01", bool cancels = false, Month? cancelled = null, string town = "") =>
        new(row, Number(person), name, category, new RegionCode(region), DateOnly.Parse(identified, System.Globalization.CultureInfo.InvariantCulture), cancelled, cancels ? RosterChange.Cancelled : RosterChange.Added, town, "");

    public static RosterTerms Terms(string authority, Month month, bool full = true, Month? newFrom = null, params string[] regions) =>
        new(authority, month, full, newFrom, [.. regions.Select(code => new RegionCode(code))]);

    /// <summary>Uploads and compares; the batch is left 待入库.</summary>
    public async Task<(long Batch, RosterFigures Figures)> PreviewAsync(IReadOnlyList<RosterRow> rows, RosterTerms terms)
    {
        var batch = await UploadAsync(terms);
        var figures = await CompareAsync(batch, rows, terms);
        await connection.ExecuteAsync("UPDATE roster_batch SET state = 'Previewed' WHERE tenant_id = app.tid() AND id = $1", batch);
        return (batch, figures);
    }

    public async Task<long> UploadAsync(RosterTerms terms)
    {
        var batch = await connection.ScalarAsync<long>(
            """
            INSERT INTO roster_batch (tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at)
            VALUES (app.tid(), $1, $2, $3, '{}', '甲.csv', $4, 1, 0, 0, 0, 'Uploaded', app.uid(), now()) RETURNING id
            """,
            terms.Authority, terms.AbsentAreCancelled ? "Full" : "Increment", terms.Month.Index, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        await connection.ExecuteAsync("UPDATE roster_batch SET state = 'Checking' WHERE tenant_id = app.tid() AND id = $1", batch);
        return batch;
    }

    public async Task<RosterFigures> CompareAsync(long batch, IReadOnlyList<RosterRow> rows, RosterTerms terms)
    {
        await using var staging = await RosterStaging.BeginAsync(connection, batch, default);
        foreach (var row in rows)
        {
            await staging.AddAsync(StagedRow.Of(row, vault.Seal(row.Number)), default);
        }

        await staging.CompleteAsync(default);
        // What has no repeated row may be compared either way.
        var repeats = rows.GroupBy(row => (row.Number, row.Category)).Any(same => same.Count() > 1);
        var figures = await staging.CompareAsync(terms, repeats || batch % 2 == 0, default);
        await connection.ExecuteAsync("DROP TABLE pg_temp.roster_row"); // several batches in one transaction of a test
        return figures;
    }

    public async Task<RosterFigures> CompareInTransactionAsync(long batch, IReadOnlyList<RosterRow> rows, RosterTerms terms)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        return await CompareAsync(batch, rows, terms);
    }

    /// <summary>The state as the database has it, one line a row; the numbers as they are sealed.</summary>
    public async Task<IReadOnlyList<string>> StateAsync() =>
    [
        .. (await connection.ColumnAsync($"SELECT {Person} || ' ' || name || ' ' || region_code || ' ' || town || ' ' || village FROM person p")).Order(StringComparer.Ordinal),
        .. (await connection.ColumnAsync(
            $"""
            SELECT {Person} || ' ' || m.category || ' ' || m.authority || ' ' || m.from_month || ' ' || coalesce(m.until_month::text, '-') || ' ' || m.identified || ' ' || m.is_new
            FROM membership m JOIN person p USING (tenant_id) WHERE p.id = m.person_id
            """)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The same lines from the reference.</summary>
    public IReadOnlyList<string> Lines(RosterContent state) =>
    [
        .. state.Persons.Select(person => $"{Sealed(person.Number)} {person.Name} {person.Region} {person.Town} {person.Village}").Order(StringComparer.Ordinal),
        .. state.Memberships.Select(held => $"{Sealed(held.Number)} {held.Category} {held.Authority} {held.From.Index} {held.Until?.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"} {held.Identified:yyyy-MM-dd} {(held.IsNew ? "true" : "false")}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Every column of every row, ids and batches included.</summary>
    public async Task<IReadOnlyList<string>> RawAsync() =>
    [
        .. await connection.ColumnAsync("SELECT to_jsonb(p)::text FROM person p ORDER BY 1"),
        .. await connection.ColumnAsync("SELECT to_jsonb(m)::text FROM membership m ORDER BY 1"),
    ];

    private string Sealed(IdentityNumber number) => Convert.ToHexString(vault.Seal(number));
}
