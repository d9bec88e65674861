using MedInsure.UseCases;
using Microsoft.Extensions.DependencyInjection;

namespace MedInsure.Cli;

/// <summary>The use cases on the restricted role's database, for commands that work with data.</summary>
internal static class AppServices
{
    private const string Variable = "MEDINSURE_APP_DB";

    /// <summary>Runs a command's work and gives its exit code; what cannot start is a sentence and 1.</summary>
    public static async Task<int> RunAsync(TextWriter error, Func<IServiceProvider, Task<int>> work, CancellationToken ct)
    {
        try
        {
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddUseCases(Environment.GetEnvironmentVariable(Variable));
            await using var provider = services.BuildServiceProvider();
            await provider.CheckStartAsync(ct);
            return await work(provider);
        }
        catch (CannotStartException refusal)
        {
            await error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }
}
