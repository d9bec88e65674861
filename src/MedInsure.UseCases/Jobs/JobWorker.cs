using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Sessions;
using Microsoft.Extensions.Logging;

namespace MedInsure.UseCases.Jobs;

/// <summary>
/// One slot of background work: waits until a bureau rings and does what it has, one job after the other, the bureaus in turn. Now and then it looks at all bureaus unasked,
/// for jobs whose worker was killed and for rings that were lost with a connection.
/// </summary>
public sealed class JobWorker(TenantDb tenantDb, JobBell bell, JobRunner runner, ILogger<JobWorker> log)
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);

    /// <param name="stopping">The program stops: the job at hand goes back to the queue.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                // The end of the program, in whatever exception the waiting query makes of it.
            }
            catch (Exception e)
            {
                // The database went away or is not there yet.
                JobLog.NoWork(log, e);
                await Task.Delay(AfterTrouble, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        var bureaus = await tenantDb.ListBureausAsync(stopping);
        var waiting = bureaus.Select(bureau => bureau.Id).ToHashSet();
        while (true)
        {
            foreach (var bureau in bureaus.Where(bureau => waiting.Contains(bureau.Id)))
            {
                if (!await runner.RunNextAsync(bureau, stopping))
                {
                    waiting.Remove(bureau.Id);
                }
            }

            if (waiting.Count == 0)
            {
                var rung = await bell.WaitAsync(Round, stopping);
                if (rung.Count == 0 || rung.Any(id => bureaus.All(bureau => bureau.Id != id)))
                {
                    return;
                }

                waiting.UnionWith(rung);
            }
        }
    }
}
