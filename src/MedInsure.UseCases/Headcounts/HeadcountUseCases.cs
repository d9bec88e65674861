using Microsoft.Extensions.DependencyInjection;

namespace MedInsure.UseCases.Headcounts;

public static class HeadcountUseCases
{
    /// <summary>The acts of this feature; they need TenantDb and TimeProvider.</summary>
    public static IServiceCollection AddHeadcounts(this IServiceCollection services) => services
        .AddSingleton<ListHeadcountsHandler>()
        .AddSingleton<ChangeHeadcountsHandler>()
        .AddSingleton<ShowHeadcountHistoryHandler>()
        .AddSingleton<PromoteHeadcountsHandler>()
        .AddSingleton<SeedSampleHeadcountsHandler>();
}
