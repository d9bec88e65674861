using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Jobs;

/// <summary>
/// One kind of background work, asked for with <see cref="Persistence.Jobs.JobQueue.AskAsync"/> and run as the person who asked. Whoever does it may be killed at any place: it is then begun again from the start,
/// so it looks at its subject first, and whatever it writes it writes in the one act that also ends the job.
/// </summary>
public interface IJobKind
{
    /// <summary>Stands in the rows of the queue; never renamed.</summary>
    string Kind { get; }

    /// <summary>
    /// Does the work and ends it with <see cref="JobRun.FinishAsync"/>. Where there is nothing (more) to do it returns a sentence without having ended the job; a problem's sentence ends the job as failed.
    /// </summary>
    Task<Result<string>> RunAsync(JobRun job, CancellationToken ct);

    /// <summary>The job is given up (a problem, too many beginnings, a cancel): leaves the subject in a state that tells the user why. It may be called twice.</summary>
    /// <param name="cancelled">Somebody wanted it to stop; otherwise it has failed.</param>
    Task AbandonAsync(JobRun job, string sentence, bool cancelled, CancellationToken ct);
}
