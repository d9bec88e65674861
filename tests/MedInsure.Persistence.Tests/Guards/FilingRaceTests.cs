using MedInsure.Testing;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Guards;

/// <summary>兰州 takes a filing back in the instant in which 甘肃 accepts it, on two connections: one of them comes second, and is refused.</summary>
public sealed class FilingRaceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Withdraw = "UPDATE filing SET state = 'Withdrawn' WHERE tenant_id = 5 AND id = $1";
    private const string Accept = "INSERT INTO filing_decision (tenant_id, filer_tenant_id, filing_id, act, by_user, at) VALUES (4, 5, $1, 'Accept', app.uid(), now())";

    [Fact]
    public async Task Taking_back_waits_for_the_decision_and_is_then_refused()
    {
        await using var city = await CityAsync();
        await using var province = await ProvinceAsync();
        var filing = await FileAsync(city);
        await using var deciding = await province.BeginTransactionAsync();
        await province.ExecuteAsync(Accept, filing);
        var withdrawal = city.ExecuteAsync(Withdraw, filing);
        await WaitsAsync(city, withdrawal);
        await deciding.CommitAsync();
        await Refusal.Of(Refusal.Step, () => withdrawal);
    }

    [Fact]
    public async Task A_decision_waits_for_taking_back_and_is_then_refused()
    {
        await using var city = await CityAsync();
        await using var province = await ProvinceAsync();
        var filing = await FileAsync(city);
        await using var withdrawing = await city.BeginTransactionAsync();
        await city.ExecuteAsync(Withdraw, filing);
        var decision = province.ExecuteAsync(Accept, filing);
        await WaitsAsync(province, decision);
        await withdrawing.CommitAsync();
        await Refusal.Of(Refusal.DoFirst, () => decision);
    }

    [Fact]
    public async Task A_deadline_of_the_office_carries_the_name_of_whoever_writes_it_and_filings_have_one_a_year()
    {
        await using var city = await CityAsync();
        const string set = "INSERT INTO office_deadline (tenant_id, funding_year, kind, subject, actor, due, reason, by_user, at) VALUES (5, 2020, $1, '报送', $2, '2020-12-01', '安排', $3, now())";
        var me = Some.PolicyAdministrator(Bureau.Lanzhou).UserId;
        Assert.Equal(1, await city.ExecuteAsync(set, "Filing", "各区县", me));
        Assert.Equal(1, await city.ExecuteAsync(set, "Other", "各区县", me));
        await Refusal.Of(PostgresErrorCodes.UniqueViolation, () => city.ExecuteAsync(set, "Filing", "各区县", me));
        await Refusal.Of(Refusal.Check, () => city.ExecuteAsync(set, "Other", " ", me));
        await Refusal.Of(Refusal.Stamp, () => city.ExecuteAsync(set, "Other", "各区县", me + 1));
        await Refusal.Of(Refusal.Stamp, () => city.ExecuteAsync("INSERT INTO deadline_done (tenant_id, funding_year, deadline_key, by_user, at) VALUES (5, 2020, 'a/b', $1, now())", me + 1));
    }

    private Task<NpgsqlConnection> CityAsync() => database.OpenAppAsync(5, Some.PolicyAdministrator(Bureau.Lanzhou).UserId);

    private Task<NpgsqlConnection> ProvinceAsync() => database.OpenAppAsync(4, Some.Reviewer(Bureau.Gansu).UserId);

    private static Task<long> FileAsync(NpgsqlConnection city) => city.ScalarAsync<long>(
        """
        INSERT INTO filing (tenant_id, recipient_tenant_id, funding_year, letter_number, title, state, text, text_sha256, created_by, created_at, filed_by, filed_at)
        VALUES (5, 4, 2020, '兰医保函〔2020〕1号', '', 'Filed', '{}', encode(sha256('{}'), 'hex'), app.uid(), now(), app.uid(), now()) RETURNING id
        """);

    /// <summary>Until the connection waits for the turn.</summary>
    private Task WaitsAsync(NpgsqlConnection waiting, Task act) => database.WaitsAsync(act, $"pid = {waiting.ProcessID} AND wait_event = 'advisory'");
}
