using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;
using Npgsql;

namespace MedInsure.UseCases.Tests.Headcounts;

/// <summary>The acts as the page calls them, on the test's database; it is 10 o'clock in Beijing on 20 November 2026.</summary>
internal sealed class HeadcountActs(TestDatabase database)
{
    public static readonly DateOnly YearEnd = new(2020, 12, 31);

    public TimeProvider Clock { get; } = new StoppedClock(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.FromHours(8)));

    public async Task<HeadcountList> ListAsync(Actor actor, HeadcountBasis basis = HeadcountBasis.Reported, int year = 2020) =>
        (await TryListAsync(actor, basis, year)).Value;

    public Task<Result<HeadcountList>> TryListAsync(Actor actor, HeadcountBasis basis = HeadcountBasis.Reported, int year = 2020) =>
        new ListHeadcountsHandler(database.TenantDb).HandleAsync(actor, new ListHeadcounts(year, basis), default);

    public Task<Result<ChangedHeadcounts>> ChangeAsync(Actor actor, HeadcountBasis basis, DateOnly asOf, params HeadcountCellChange[] cells) =>
        new ChangeHeadcountsHandler(database.TenantDb, Clock).HandleAsync(actor, new ChangeHeadcounts(2020, basis, asOf, cells), default);

    public Task<Result<ChangedHeadcounts>> ReportAsync(Actor actor, params HeadcountCellChange[] cells) => ChangeAsync(actor, HeadcountBasis.Reported, YearEnd, cells);

    /// <summary>All four figures of a unit that has none yet.</summary>
    public static HeadcountCellChange[] Whole(string region, long household, long permit = 0, long school = 0, long hkmotw = 0) =>
    [
        Cell(region, $"{household}"),
        Cell(region, $"{permit}", EnrolmentBasis.ResidencePermit),
        Cell(region, $"{school}", EnrolmentBasis.SchoolRegister),
        Cell(region, $"{hkmotw}", EnrolmentBasis.HongKongMacaoTaiwan),
    ];

    public static HeadcountCellChange Cell(string region, string text, EnrolmentBasis enrolment = EnrolmentBasis.HouseholdRegister, uint? version = null) =>
        new(region, enrolment, text, version);

    public Task<Result<HeadcountHistory>> HistoryAsync(Actor actor, string region) =>
        new ShowHeadcountHistoryHandler(database.TenantDb).HandleAsync(actor, new ShowHeadcountHistory(2020, region), default);

    public Task<Result<PromotedHeadcounts>> PromoteAsync(Actor actor, HeadcountBasis from, bool replace = false, params string[] regions) =>
        new PromoteHeadcountsHandler(database.TenantDb).HandleAsync(actor, new PromoteHeadcounts(2020, from, regions, replace), default);

    /// <summary>The unit as the list shows it.</summary>
    public async Task<HeadcountUnit> UnitAsync(Actor actor, string region, HeadcountBasis basis = HeadcountBasis.Reported) =>
        (await ListAsync(actor, basis)).Units.Single(unit => unit.Code.Value == region);

    /// <summary>What the superuser counts, past every wall.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await database.OpenSuperuserAsync();
#pragma warning disable CA2100 // Test code: the statements are its own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<IReadOnlyList<string>> AuditedActsAsync(Bureau bureau)
    {
        await using var connection = await database.OpenSuperuserAsync();
        await using var command = new NpgsqlCommand("SELECT act FROM audit_entry WHERE tenant_id = $1 ORDER BY sequence", connection);
        command.Parameters.AddWithValue(bureau.TenantId());
        await using var reader = await command.ExecuteReaderAsync();
        var acts = new List<string>();
        while (await reader.ReadAsync())
        {
            acts.Add(reader.GetString(0));
        }

        return acts;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}
