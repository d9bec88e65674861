using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MedInsure.Web.Hosting;

/// <summary>Unhealthy below 100 MB on the disk of the logs and temporary uploads: work that cannot be written down is not begun.</summary>
public sealed class LogDiskCheck(IConfiguration configuration, IHostEnvironment environment) : IHealthCheck
{
    private const long SmallestFree = 100_000_000;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var folder = Path.GetFullPath(configuration["Logs:Folder"] ?? environment.ContentRootPath);
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return Task.FromResult(free >= SmallestFree
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"{folder}: {free} bytes free"));
    }
}
