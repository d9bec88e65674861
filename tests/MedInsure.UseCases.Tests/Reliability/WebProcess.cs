using System.Diagnostics;
using MedInsure.Testing;

namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>The web program as a process of its own on a free port: what is killed here is killed as an operator's machine would.</summary>
internal sealed class WebProcess(string appConnectionString, string dataKey) : IAsyncDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private Process? process;

    /// <summary>Returns at once; the program needs a second or two before it takes work.</summary>
    public void Start()
    {
        var program = Repository.PathOf("src", "MedInsure.Web", "bin", Configuration, "net10.0", "MedInsure.Web.dll");
        process = Process.Start(new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["MEDINSURE_APP_DB"] = appConnectionString,
                ["MEDINSURE_DATA_KEY"] = dataKey,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
            },
        })!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool IsAlive => process is { HasExited: false };

    /// <summary>What it said last, for a test that fails.</summary>
    public string Said
    {
        get
        {
            lock (said)
            {
                return string.Join('\n', said.TakeLast(30));
            }
        }
    }

    private readonly List<string> said = [];

    /// <summary>SIGKILL: no handler runs, no connection is closed.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (IsAlive)
        {
            await KillAsync();
        }

        process?.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (said)
        {
            said.Add(line.Data ?? "");
        }
    }
}
