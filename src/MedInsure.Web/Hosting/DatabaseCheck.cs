using MedInsure.UseCases;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MedInsure.Web.Hosting;

/// <summary>The same question as at the start: does the database answer, to the restricted role, with this program's schema?</summary>
public sealed class DatabaseCheck(IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await services.CheckStartAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (CannotStartException refusal)
        {
            return HealthCheckResult.Unhealthy(refusal.Message);
        }
    }
}
