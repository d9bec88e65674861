using Microsoft.Extensions.Logging;

namespace MedInsure.UseCases.Jobs;

/// <summary>For the operator; no data of persons.</summary>
internal static partial class JobLog
{
    [LoggerMessage(LogLevel.Error, "Job {JobId} ({Kind}) failed.")]
    public static partial void Failed(ILogger log, string kind, long jobId, Exception e);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} ({Kind}) was interrupted and will begin again.")]
    public static partial void Interrupted(ILogger log, string kind, long jobId, Exception e);

    [LoggerMessage(LogLevel.Warning, "Background work waits: the database does not answer.")]
    public static partial void NoWork(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Warning, "The lease of job {JobId} could not be renewed.")]
    public static partial void NotRenewed(ILogger log, long jobId, Exception e);
}
