using MedInsure.Persistence.Model;
using MedInsure.Persistence.Startup;
using MedInsure.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace MedInsure.Persistence.Tests.Startup;

/// <summary>A database that was filled when a line was one payer's keeps every amount, of released runs too.</summary>
public sealed class LineMigrationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Lines_a_payer_become_lines_a_region()
    {
        var name = $"medinsure_test_{Guid.NewGuid():N}";
        await using var server = await database.OpenSuperuserAsync();
        await server.ExecuteAsync($"CREATE DATABASE {name} OWNER medinsure_owner TEMPLATE template0");
        try
        {
            var owner = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Database = name, Pooling = false }.ConnectionString;
            await using var superuser = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.SuperuserConnectionString) { Database = name, Pooling = false }.ConnectionString);
            await superuser.OpenAsync();
            await superuser.ExecuteAsync("ALTER SCHEMA public OWNER TO medinsure_owner");
            await using (var context = new MedInsureContext(DatabaseMigration.Options(owner), 0, null))
            {
                await context.GetService<IMigrator>().MigrateAsync("20261122035906_LinesWithoutForeignKey");
            }

            await superuser.ExecuteAsync(
                """
                SET session_replication_role = replica;
                INSERT INTO allocation_line (tenant_id, run_id, ordinal, region_code, payers, fen, headcount, state) VALUES
                  (5, 1, 1, '620102', 1, 44000, 100, 'Computed'), (5, 1, 2, '620102', 2, 9640, 100, 'Computed'), (5, 1, 3, '620102', 12, 1360, 100, 'Computed'),
                  (5, 1, 4, '620103', 16, NULL, 7, 'WaitingForBasis'), (6, 1, 1, '410102', 16, 500, 5, 'Computed');
                RESET session_replication_role;
                """);
            await DatabaseMigration.RunAsync(owner, CancellationToken.None);

            var lines = new List<string>();
            await using var read = new NpgsqlCommand("SELECT concat_ws(' ', tenant_id, ordinal, region_code, payers, payer_fen, coalesce(fen, -1), headcount, state) FROM allocation_line ORDER BY tenant_id, ordinal", superuser);
            await using (var reader = await read.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                    lines.Add(reader.GetString(0));
                }
            }

            Assert.Equal(
                ["5 1 620102 {1,2,12} {44000,9640,1360} 55000 100 Computed", "5 2 620103 {} {} -1 7 WaitingForBasis", "6 1 410102 {16} {500} 500 5 Computed"],
                lines);
            Assert.Equal("t t 0", await superuser.ScalarAsync<string>(
                "SELECT concat_ws(' ', relrowsecurity, relforcerowsecurity, (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled = 'D')) FROM pg_class c WHERE oid = 'allocation_line'::regclass"));
        }
        finally
        {
            await server.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }
}
