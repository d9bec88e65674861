using MedInsure.Persistence.Tests.Isolation;
using MedInsure.Testing.Databases;

namespace MedInsure.Persistence.Tests.Guards;

/// <summary>The app role has no right to change them, and a trigger binds the owner as well.</summary>
public sealed class AppendOnlyTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await using var lanzhou = await database.OpenAppAsync(5);
        if (await lanzhou.ScalarAsync<long>("SELECT count(*) FROM audit_entry") == 0)
        {
            await new World(database).FillAsync();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("audit_entry")]
    [InlineData("headcount_change")]
    [InlineData("run_opinion")]
    [InlineData("policy_reliance")]
    [InlineData("policy_opinion")]
    [InlineData("filing_decision")]
    [InlineData("gap_assignment")]
    [InlineData("document_clause_past")]
    [InlineData("document_mark")]
    [InlineData("document_attachment_content")]
    [InlineData("data_key")]
    [InlineData("roster_file")]
    public async Task History_is_neither_changed_nor_deleted(string table)
    {
        await using var app = await database.OpenAppAsync(5, RunSteps.Maker.UserId);
        await using var owner = await database.OpenOwnerAsync();
        await owner.ExecuteAsync("SELECT set_config('app.tenant_id', '5', false)");
        Assert.True(await app.ScalarAsync<long>($"SELECT count(*) FROM {table}") > 0);
        foreach (var statement in new[] { $"UPDATE {table} SET tenant_id = tenant_id", $"DELETE FROM {table}", $"TRUNCATE {table}" })
        {
            await Refusal.Of(Refusal.Privilege, () => app.ExecuteAsync(statement));
            await Refusal.Of(Refusal.AppendOnly, () => owner.ExecuteAsync(statement));
        }
    }

    [Theory]
    [InlineData("user_id", "9502")]
    [InlineData("at", "now() - interval '1 year'")]
    [InlineData("sequence", "1")]
    public async Task An_audit_entry_names_no_other_person_time_or_number(string column, string value)
    {
        await using var app = await database.OpenAppAsync(5, RunSteps.Maker.UserId);
        await Refusal.Of(Refusal.Privilege, () => app.ExecuteAsync($"INSERT INTO audit_entry (tenant_id, act, subject, {column}) VALUES (5, 'Forge', '', {value})"));
        Assert.Equal(RunSteps.Maker.UserId, await app.ScalarAsync<long>("INSERT INTO audit_entry (tenant_id, act, subject) VALUES (5, 'Honest', '') RETURNING user_id"));
    }

    [Fact]
    public async Task A_change_of_a_headcount_leaves_its_history_whoever_writes_it()
    {
        await using var app = await database.OpenAppAsync(5, RunSteps.Maker.UserId);
        const string row = "funding_year = 2020 AND region_code = '620123'";
        await app.ExecuteAsync($"UPDATE headcount SET persons = 250, source = '更正' WHERE {row}");
        await app.ExecuteAsync($"UPDATE headcount SET persons = persons WHERE {row}");
        await Refusal.Of(Refusal.Frozen, () => app.ExecuteAsync($"UPDATE headcount SET as_of = '2020-01-01' WHERE {row}"));
        await Refusal.Of(Refusal.Check, () => app.ExecuteAsync($"UPDATE headcount SET persons = -1 WHERE {row}"));
        await app.ExecuteAsync($"DELETE FROM headcount WHERE {row}");
        Assert.Equal(
            ["→100 9504 录入", "100→250 9504 更正", "250→ 9504 "],
            await app.ColumnAsync($"SELECT coalesce(persons_before::text, '') || '→' || coalesce(persons_after::text, '') || ' ' || changed_by || ' ' || coalesce(source, '') FROM headcount_change WHERE {row} ORDER BY id"));
        await Refusal.Of(Refusal.Privilege, () => app.ExecuteAsync("INSERT INTO headcount_change (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, changed_by) VALUES (5, 2020, '620123', 'Reported', 'HouseholdRegister', '2020-06-30', 9502)"));
    }

    [Fact]
    public async Task A_filed_letter_is_withdrawn_and_not_rewritten()
    {
        await using var app = await database.OpenAppAsync(5, RunSteps.Maker.UserId);
        await Refusal.Of(Refusal.Frozen, () => app.ExecuteAsync("UPDATE filing SET title = '改' WHERE state = 'Filed'"));
        await Refusal.Of(Refusal.Frozen, () => app.ExecuteAsync("DELETE FROM filing WHERE state = 'Filed'"));
        Assert.Equal(1, await app.ExecuteAsync("UPDATE filing SET title = '改' WHERE state = 'Draft'"));
        await Refusal.Of(Refusal.Stamp, () => app.ExecuteAsync("UPDATE filing SET state = 'Filed', filed_by = 9502, filed_at = now() WHERE state = 'Draft'"));
        Assert.Equal(1, await app.ExecuteAsync("UPDATE filing SET state = 'Withdrawn' WHERE state = 'Filed'"));
    }
}
