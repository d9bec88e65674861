using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Benchmarks;

/// <summary>Fills tables with millions of rows the short way: no trigger and no index looks at a row, and the indexes are built when all of them stand. For a superuser, and for invented rows alone.</summary>
internal static class IndexesLast
{
    public static async Task FillAsync(NpgsqlConnection superuser, IReadOnlyList<string> tables, Func<Task> fill)
    {
        await superuser.ExecuteAsync("SET session_replication_role = replica; SET work_mem = '512MB'; SET maintenance_work_mem = '1GB'; SET jit = off");
        await superuser.ExecuteAsync("UPDATE pg_index SET indisready = false, indisvalid = false WHERE indrelid = ANY ($1::text[]::regclass[])", (object)tables.ToArray());
        await fill();
        foreach (var table in tables)
        {
            await superuser.ExecuteAsync($"REINDEX TABLE {table}");
        }

        await superuser.ExecuteAsync($"VACUUM (ANALYZE) {string.Join(", ", tables)}");
    }
}
