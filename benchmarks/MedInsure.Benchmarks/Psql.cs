using System.Diagnostics;
using Npgsql;

namespace MedInsure.Benchmarks;

/// <summary>PostgreSQL's own client, as a peer: one session of several statements.</summary>
internal static class Psql
{
    public static async Task RunAsync(string connectionString, params string[] statements)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Program()) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, "-d", to.Database!, .. statements.SelectMany(statement => new[] { "-c", statement })])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["PGPASSWORD"] = to.Password ?? "";
        using var psql = Process.Start(start)!;
        await psql.StandardOutput.ReadToEndAsync();
        await psql.WaitForExitAsync();
        if (psql.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql ended with {psql.ExitCode}.");
        }
    }

    private static string Program() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin", "psql")).Where(File.Exists).DefaultIfEmpty("psql").Last()
        : "psql";
}
