using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace MedInsure.Cli.Seed;

/// <summary>One step of the demonstration's data, through the use cases. It can run again; its value is one sentence about what it did.</summary>
internal delegate Task<Result<string>> DemoStep(IServiceProvider services, string password, CancellationToken ct);

internal static class DemoSteps
{
    /// <summary>People first: what follows is done in their names.</summary>
    public static readonly IReadOnlyList<DemoStep> InOrder = [UsersAsync, PoliciesAsync, HeadcountsAsync];

    private static async Task<Result<string>> UsersAsync(IServiceProvider services, string password, CancellationToken ct)
    {
        var outcome = await services.GetRequiredService<SeedDemoUsersHandler>().HandleAsync(password, ct);
        return outcome.IsOk ? (outcome.Value == 0 ? "演示账号已是最新。" : $"演示账号已建立或更新 {outcome.Value} 个。") : outcome.Problem;
    }

    /// <summary>Each bureau's clerk fills in 预估 and 上报; 核定 is left to be done by hand.</summary>
    private static async Task<Result<string>> HeadcountsAsync(IServiceProvider services, string password, CancellationToken ct)
    {
        var figures = 0;
        foreach (var clerk in (await services.GetRequiredService<ListDemoActorsHandler>().HandleAsync(ct)).Where(person => person.UserName == "jingban"))
        {
            var outcome = await services.GetRequiredService<SeedSampleHeadcountsHandler>().HandleAsync(clerk.Actor, new SeedSampleHeadcounts(2020), ct);
            if (!outcome.IsOk)
            {
                return outcome.Problem;
            }

            figures += outcome.Value.Figures;
        }

        return figures == 0 ? "示例参保人数已是最新。" : $"示例参保人数已写入 {figures} 个数字，均标明“示例数据”。";
    }

    private static async Task<Result<string>> PoliciesAsync(IServiceProvider services, string password, CancellationToken ct)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "policies");
        var texts = await Task.WhenAll(Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => File.ReadAllTextAsync(file, ct)));
        var outcome = await services.GetRequiredService<SeedDemoPoliciesHandler>().HandleAsync(texts, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "data", "documents-2020.json"), ct), ct);
        return outcome.IsOk ? (outcome.Value == 0 ? "政策已是最新。" : $"政策已发布 {outcome.Value} 份。") : outcome.Problem;
    }
}
