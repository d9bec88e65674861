using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace MedInsure.Testing.Databases;

/// <summary>A PostgreSQL server of one test's own, to be killed (-9) under whoever works with it and started again on the same data.</summary>
public sealed class OwnServer : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"medinsure-own-{Guid.NewGuid():N}");

    internal async Task<TestServerState> StartAsync() => await TestServer.PrepareAsync(await TestServer.StartClusterAsync(folder, forgets: false));

    /// <summary>Takes the server and all its processes away without a word to anybody.</summary>
    public async Task KillAsync()
    {
        var pid = int.Parse((await File.ReadAllLinesAsync(Path.Combine(folder, "data", "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        var children = await ChildrenAsync(pid);
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-9", .. new[] { pid }.Concat(children).Select(one => one.ToString(CultureInfo.InvariantCulture))]) { RedirectStandardError = true, UseShellExecute = false })!;
        await kill.WaitForExitAsync();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>On the same port; PostgreSQL recovers from its log first.</summary>
    public async Task StartAgainAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await TestServer.StartClusterAsync(folder, forgets: false);
                return;
            }
            catch (InvalidOperationException) when (tries < 5)
            {
                // What is left of the killed server's shared memory goes with its last process.
                await Task.Delay(200);
            }
        }
    }

    public async ValueTask DisposeAsync() => await TestServer.DbScriptAsync("drop", "--dir", folder);

    private static async Task<IReadOnlyList<int>> ChildrenAsync(int pid)
    {
        using var list = Process.Start(new ProcessStartInfo("ps", ["-o", "pid=", "--ppid", pid.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = await list.StandardOutput.ReadToEndAsync();
        await list.WaitForExitAsync();
        return [.. text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(one => int.Parse(one, CultureInfo.InvariantCulture))];
    }
}
