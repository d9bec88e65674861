using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Sessions;

public sealed class LostConnectionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>After PostgreSQL was started again, every idle connection in the pool is dead; nobody should get an error page for each of them.</summary>
    [Fact]
    public async Task A_session_opens_although_the_idle_connections_of_the_pool_are_dead()
    {
        for (var round = 0; round < 2; round++)
        {
            var open = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => database.TenantDb.OpenAsync(Some.Clerk(Bureau.Lanzhou), default)));
            foreach (var session in open)
            {
                await session.DisposeAsync();
            }

            await using (var superuser = await database.OpenSuperuserAsync())
            {
                Assert.True(await superuser.ScalarAsync<long>("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'medinsure_app'") >= 5);
            }

            if (round == 0)
            {
                await using var session = await database.TenantDb.OpenAsync(Some.Clerk(Bureau.Lanzhou), default);
                Assert.Equal((int)Bureau.Lanzhou, session.Rows.TenantId);
            }
            else
            {
                Assert.NotEmpty(await database.TenantDb.ListBureausAsync(default));
            }
        }
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_an_error_and_no_endless_wait()
    {
        await using var nobody = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Database=none;Username=medinsure_app;Timeout=2");
        await Assert.ThrowsAnyAsync<Exception>(() => new MedInsure.Persistence.Sessions.TenantDb(nobody).OpenAsync(Some.Clerk(Bureau.Lanzhou), default));
    }
}
