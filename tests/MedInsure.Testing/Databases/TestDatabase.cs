using MedInsure.Persistence.Sessions;
using Npgsql;
using Xunit;

namespace MedInsure.Testing.Databases;

/// <summary>
/// A database of one test class (<c>IClassFixture&lt;TestDatabase&gt;</c>): migrated, with the regions, the six bureaus and the people
/// of <see cref="Some"/>, and nothing else. Tests work as the app role; the owner and the superuser are for planting faults.
/// </summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private readonly OwnServer? own;
    private TestServerState server = null!;
    private NpgsqlDataSource? dataSource;

    public TestDatabase()
    {
    }

    private TestDatabase(OwnServer server) => own = server;

    /// <summary>On a server of the test's own, which it may kill.</summary>
    public static TestDatabase On(OwnServer server) => new(server);

    /// <summary>What the program gets: the restricted role, pooled.</summary>
    public string AppConnectionString { get; private set; } = "";

    /// <summary>The role that owns the tables; row-level security binds it too.</summary>
    public string OwnerConnectionString { get; private set; } = "";

    /// <summary>Sees and may everything.</summary>
    public string SuperuserConnectionString { get; private set; } = "";

    public TenantDb TenantDb { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        server = own is null ? await TestServer.GetAsync() : await own.StartAsync();
        var name = $"medinsure_test_{Guid.NewGuid():N}";
        await TestServer.ExecuteAsync(server.Admin, $"CREATE DATABASE {name} OWNER {TestServer.Owner} TEMPLATE {server.Template}");
        await TestServer.ExecuteAsync(server.Admin, $"GRANT TEMPORARY ON DATABASE {name} TO {TestServer.App}");
        AppConnectionString = Pooled(TestServer.App, name);
        OwnerConnectionString = TestServer.As(server.Admin, TestServer.Owner, name);
        SuperuserConnectionString = TestServer.As(server.Admin, "", name);
        dataSource = NpgsqlDataSource.Create(AppConnectionString);
        TenantDb = new TenantDb(dataSource);
        Name = name;
    }

    private string Name { get; set; } = "";

    /// <summary>A plain connection of the app role with the tenant and the person set, for raw SQL as the program's role.</summary>
    public Task<NpgsqlConnection> OpenAppAsync(int tenantId, long? userId = null) => OpenAsync(AppConnectionString, tenantId, userId);

    /// <summary>A plain connection of the owner, no tenant set.</summary>
    public Task<NpgsqlConnection> OpenOwnerAsync() => OpenAsync(OwnerConnectionString, null, null);

    /// <summary>A plain connection of the superuser, for planting what nobody else could.</summary>
    public Task<NpgsqlConnection> OpenSuperuserAsync() => OpenAsync(SuperuserConnectionString, null, null);

    public async Task DisposeAsync()
    {
        if (dataSource is not null)
        {
            await dataSource.DisposeAsync();
        }

        await TestServer.ExecuteAsync(server.Admin, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }

    /// <summary>With the driver's own patience for a statement: the program has no other.</summary>
    private string Pooled(string role, string database)
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString.ForProgram(TestServer.As(server.Admin, role, database)).ConnectionString) { Pooling = true, MaxPoolSize = 20 };
        builder.Remove("Command Timeout");
        return builder.ConnectionString;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, int? tenantId, long? userId)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT set_config('app.tenant_id', $1, false), set_config('app.user_id', $2, false)", connection);
        command.Parameters.AddWithValue($"{tenantId}");
        command.Parameters.AddWithValue($"{userId}");
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
