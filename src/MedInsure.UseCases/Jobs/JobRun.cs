using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Npgsql;

namespace MedInsure.UseCases.Jobs;

/// <summary>A job while it is worked on: whose it is, how far it is, and its one end.</summary>
public sealed class JobRun
{
    private readonly JobQueue queue;

    internal JobRun(JobQueue queue, Actor actor, TakenJob job) => (this.queue, Actor, JobId, SubjectId, Reason) = (queue, actor, job.Id, job.SubjectId, job.Reason);

    /// <summary>The person who asked, with the roles and regions of now.</summary>
    public Actor Actor { get; }

    public long JobId { get; }

    public long SubjectId { get; }

    /// <summary>Why the person asked, in his words; null for work that needs no reason.</summary>
    public string? Reason { get; }

    internal (string? Stage, long Done, long Total) Progress { get; private set; }

    /// <summary>Its end is being written or stands: a lease that cannot be renewed means nothing any more.</summary>
    internal bool IsEnding { get; private set; }

    /// <summary>How far the work is, for the page; costs nothing, for it is written down once a second by somebody else.</summary>
    /// <param name="total">0 while it is not known.</param>
    public void Report(string stage, long done = 0, long total = 0) => Progress = (stage, done, total);

    /// <summary>The session's save, with the end of the job in the same transaction. Refused when the job has become another worker's: then nothing of it is written.</summary>
    /// <param name="sentence">How it ended, for the user.</param>
    public Task<Result<Saved>> FinishAsync(
        TenantSession db, string act, Func<string> subject, object? detail, Func<NpgsqlConnection, Task>? alongside, string sentence, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.SaveAsync(
            act,
            subject,
            detail,
            async connection =>
            {
                if (alongside is not null)
                {
                    await alongside(connection);
                }

                IsEnding = true;
                await queue.DoneAsync(connection, JobId, sentence, ct);
            },
            ct);
    }
}
