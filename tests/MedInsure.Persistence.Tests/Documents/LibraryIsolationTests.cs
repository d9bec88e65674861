using MedInsure.Persistence.Tests.Guards;
using MedInsure.Persistence.Tests.Isolation;
using MedInsure.Testing.Databases;

namespace MedInsure.Persistence.Tests.Documents;

/// <summary>甘肃's library is read by 甘肃 and 兰州, and by nobody else; nobody but 甘肃 changes it.</summary>
public sealed class LibraryIsolationTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        var author = Some.PolicyAdministrator(Bureau.Gansu);
        await using var gansu = await database.OpenAppAsync(author.TenantId, author.UserId);
        if (await gansu.ScalarAsync<long>("SELECT count(*) FROM document") == 0)
        {
            await gansu.ExecuteAsync(Library.OneOfEach);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(Bureau.Gansu, true)]
    [InlineData(Bureau.Lanzhou, true)]
    [InlineData(Bureau.National, false)]
    [InlineData(Bureau.Anhui, false)]
    [InlineData(Bureau.Huainan, false)]
    [InlineData(Bureau.Henan, false)]
    public async Task A_library_is_read_by_its_bureau_and_those_below(Bureau bureau, bool reads)
    {
        await using var reader = await database.OpenAppAsync(bureau.TenantId(), Some.PolicyAdministrator(bureau).UserId);
        foreach (var table in Library.Tables)
        {
            Assert.True((await reader.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id = 4") > 0) == reads, table);
        }
    }

    [Fact]
    public async Task A_bureau_below_changes_nothing_of_it()
    {
        await using var lanzhou = await database.OpenAppAsync(5, Some.PolicyAdministrator(Bureau.Lanzhou).UserId);
        Assert.Equal(0, await lanzhou.ExecuteAsync("UPDATE document SET title = '改' WHERE tenant_id = 4"));
        Assert.Equal(0, await lanzhou.ExecuteAsync("UPDATE document_clause SET text = '改' WHERE tenant_id = 4"));
        Assert.Equal(0, await lanzhou.ExecuteAsync("DELETE FROM document_relation WHERE tenant_id = 4"));
        await Refusal.Of(Refusal.Privilege, () => lanzhou.ExecuteAsync("INSERT INTO document_mark (tenant_id, document_id, path, transcription, by_user, at) SELECT 4, id, '', 'Checked', app.uid(), now() FROM document WHERE tenant_id = 4"));

        await using var gansu = await database.OpenAppAsync(4, Some.PolicyAdministrator(Bureau.Gansu).UserId);
        Assert.Equal(1, await gansu.ExecuteAsync("UPDATE document SET title = '甘肃的通知', by_user = app.uid() WHERE tenant_id = 4"));
    }

    [Fact]
    public async Task The_same_number_is_free_in_another_bureau_and_taken_in_the_own_one()
    {
        const string register = "INSERT INTO document (tenant_id, number, issuers, openness, held, by_user, at) VALUES (app.tid(), '丙医保发〔2021〕3号', '{}', 'NotStated', true, app.uid(), now())";
        await using var lanzhou = await database.OpenAppAsync(5, Some.PolicyAdministrator(Bureau.Lanzhou).UserId);
        Assert.Equal(1, await lanzhou.ExecuteAsync(register));
        await using var henan = await database.OpenAppAsync(6, Some.PolicyAdministrator(Bureau.Henan).UserId);
        Assert.Equal(1, await henan.ExecuteAsync(register));
        await Refusal.Of(Npgsql.PostgresErrorCodes.UniqueViolation, () => henan.ExecuteAsync(register));
    }
}
