using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Access;
using Microsoft.Extensions.DependencyInjection;

namespace MedInsure.Cli.Seed;

/// <summary>One step of the demonstration's data, through the use cases. It can run again; its value is one sentence about what it did.</summary>
internal delegate Task<Result<string>> DemoStep(IServiceProvider services, string password, CancellationToken ct);

internal static class DemoSteps
{
    /// <summary>People first: what follows is done in their names.</summary>
    public static readonly IReadOnlyList<DemoStep> InOrder = [UsersAsync];

    private static async Task<Result<string>> UsersAsync(IServiceProvider services, string password, CancellationToken ct)
    {
        var outcome = await services.GetRequiredService<SeedDemoUsersHandler>().HandleAsync(password, ct);
        return outcome.IsOk ? (outcome.Value == 0 ? "演示账号已是最新。" : $"演示账号已建立或更新 {outcome.Value} 个。") : outcome.Problem;
    }
}
