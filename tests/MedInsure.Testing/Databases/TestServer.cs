using System.Diagnostics;
using System.Reflection;
using MedInsure.Persistence.Startup;
using Npgsql;

namespace MedInsure.Testing.Databases;

/// <summary>
/// The PostgreSQL server of this test process: the one that MEDINSURE_TEST_DB names (a superuser's connection string to a server
/// that tests may use as they like), else a throw-away cluster of eng/db that disappears with the process. The schema is migrated
/// once into a template database per build of MedInsure.Persistence; several test processes share a server and its template.
/// </summary>
internal static class TestServer
{
    internal const string Owner = "medinsure_owner";
    internal const string App = "medinsure_app";

    /// <summary>The roles' password on a test server; it guards nothing.</summary>
    private const string Password = "medinsure-test";

    /// <summary>Any number: test processes take turns with what belongs to the whole server.</summary>
    private const long ServerLock = 4_607_182_418_800_017_408;

    /// <summary>Seconds within which a server that is busy with other tests lets somebody in.</summary>
    private const int OpenTimeout = 120;

    private static readonly Lazy<Task<TestServerState>> Ready = new(async () =>
        await PrepareAsync(Environment.GetEnvironmentVariable("MEDINSURE_TEST_DB") is { Length: > 0 } given ? given : await StartScratchClusterAsync()));

    public static Task<TestServerState> GetAsync() => Ready.Value;

    internal static string As(string admin, string role, string database)
    {
        var builder = new NpgsqlConnectionStringBuilder(admin) { Database = database };
        if (role.Length > 0)
        {
            builder.Username = role;
            builder.Password = Password;
        }

        return builder.ConnectionString;
    }

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    /// <summary>Roles and the migrated template on a server that tests may use as they like.</summary>
    internal static async Task<TestServerState> PrepareAsync(string admin)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(admin) { Pooling = false, Database = "postgres", CommandTimeout = (int)Patience.Longest.TotalSeconds, Timeout = OpenTimeout }.ConnectionString;
        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({ServerLock})");
        await PrepareRoleAsync(connection, unpooled, Owner);
        await PrepareRoleAsync(connection, unpooled, App);

        var build = typeof(DatabaseMigration).Assembly.ManifestModule.ModuleVersionId.ToString("N");
        var template = "medinsure_template_" + build;
        if (!await ExistsAsync(connection, template))
        {
            // Made under another name first: a template that exists is complete.
            var half = $"medinsure_half_{build}";
            await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {half} WITH (FORCE)");
            await ExecuteAsync(connection, $"CREATE DATABASE {half} OWNER {Owner} TEMPLATE template0");
            await ExecuteAsync(connection, $"GRANT TEMPORARY ON DATABASE {half} TO {App}");
            await ExecuteAsync(As(unpooled, "", half), $"ALTER SCHEMA public OWNER TO {Owner}");
            await DatabaseMigration.RunAsync(As(unpooled, Owner, half), CancellationToken.None);
            await Some.CreateUsersAsync(As(unpooled, App, half));
            await ExecuteAsync(connection, $"ALTER DATABASE {half} RENAME TO {template}");
        }

        return new TestServerState(unpooled, template);
    }

    /// <summary>Touches the role only when it cannot sign in: other test processes may be using it.</summary>
    private static async Task PrepareRoleAsync(NpgsqlConnection admin, string connectionString, string role)
    {
        try
        {
            await ExecuteAsync(As(connectionString, role, "postgres"), "SELECT 1");
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            await ExecuteAsync(admin, $"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} LOGIN NOINHERIT; END IF; END $$");
            await ExecuteAsync(admin, $"ALTER ROLE {role} PASSWORD '{Password}'");
        }
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string database)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", connection);
        command.Parameters.AddWithValue(database);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Test code: the statements are its own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> StartScratchClusterAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"medinsure-test-{Environment.ProcessId}");
        return await StartClusterAsync(folder, forgets: true);
    }

    /// <summary>A cluster of eng/db that is gone with this process; started again when it was killed.</summary>
    /// <param name="forgets">Faster, but what was committed last does not survive a kill.</param>
    internal static async Task<string> StartClusterAsync(string folder, bool forgets)
    {
        await DbScriptAsync(["start", "--dir", folder, "--until", $"{Environment.ProcessId}", .. forgets ? ["--scratch"] : Array.Empty<string>()]);
        var settings = await DbScriptAsync("env", "--dir", folder);
        return settings.Split('\n').Single(line => line.StartsWith("MEDINSURE_ADMIN_DB=", StringComparison.Ordinal))["MEDINSURE_ADMIN_DB=".Length..];
    }

    internal static async Task<string> DbScriptAsync(params string[] arguments)
    {
        using var script = Process.Start(new ProcessStartInfo(Repository.PathOf("eng", "db"), arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? output : throw new InvalidOperationException($"eng/db {arguments[0]} failed; its sentence is above.");
    }
}

/// <param name="Admin">The superuser's connection string, database postgres.</param>
/// <param name="Template">The migrated database that the tests' databases are cloned from.</param>
internal sealed record TestServerState(string Admin, string Template);
