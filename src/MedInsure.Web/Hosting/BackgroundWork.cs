using MedInsure.UseCases.Jobs;

namespace MedInsure.Web.Hosting;

/// <summary>Background work in the web process: one slot, so that two cores still serve the pages. Further instances of the program bring theirs.</summary>
public sealed class BackgroundWork(JobWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
}
