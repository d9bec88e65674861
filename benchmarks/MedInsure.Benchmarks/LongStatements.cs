using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Benchmarks;

/// <summary>Connections whose statements may take as long as ten million rows need.</summary>
internal static class LongStatements
{
    public static async Task<NpgsqlConnection> OpenSuperuserAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.SuperuserConnectionString) { CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
