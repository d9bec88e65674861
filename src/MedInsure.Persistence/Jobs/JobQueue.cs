using MedInsure.Persistence.Sessions;
using Npgsql;

namespace MedInsure.Persistence.Jobs;

/// <summary>A job that this worker holds.</summary>
public sealed record TakenJob(long Id, string Kind, long SubjectId, long AskedBy, string? Reason, int Attempts, bool CancelRequested);

/// <summary>
/// A bureau's queue for one worker. Taking, renewing and giving back are notes of the clock, not acts of a person: they leave no audit row. The effect of the work
/// and its audit row are the work's own save (<see cref="DoneAsync"/> stands in its transaction).
/// </summary>
public sealed class JobQueue(TenantDb tenantDb, Guid worker)
{
    /// <summary>How long a worker that says nothing keeps its job.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private const string End = "UPDATE job SET state = $3, sentence = $4, ended_at = now(), worker = NULL, lease_until = NULL WHERE id = $2 AND worker = $1 AND state = 'Running'";

    /// <summary>Asks for work, as the person and in the transaction of the connection; whoever waits for work hears of it when that commits.</summary>
    public static Task AskAsync(NpgsqlConnection connection, string kind, long subjectId, CancellationToken ct) => AskAsync(connection, kind, subjectId, null, ct);

    /// <param name="reason">Why, in the person's words, for work that writes it down.</param>
    public static async Task AskAsync(NpgsqlConnection connection, string kind, long subjectId, string? reason, CancellationToken ct)
    {
        await using var command = With(
            new NpgsqlCommand(
                """
                INSERT INTO job (tenant_id, kind, subject_id, state, asked_by, asked_at, reason, attempts, done_count, total_count, cancel_requested)
                VALUES (app.tid(), $1, $2, 'Queued', app.uid(), now(), $3::text, 0, 0, 0, false)
                """,
                connection),
            kind,
            subjectId,
            (object?)reason ?? DBNull.Value);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The oldest job that nobody holds; it is this worker's from now on. Null when there is none.</summary>
    public async Task<TakenJob?> TakeAsync(int tenantId, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenBeforeSignInAsync(tenantId, ct);
        await using var command = With(
            new NpgsqlCommand(
                """
                UPDATE job SET state = 'Running', worker = $1, lease_until = now() + $2, attempts = attempts + 1
                WHERE (tenant_id, id) = (SELECT j.tenant_id, j.id FROM job j
                                         WHERE j.state = 'Queued' OR (j.state = 'Running' AND j.lease_until < now())
                                         ORDER BY j.id FOR UPDATE SKIP LOCKED LIMIT 1)
                RETURNING id, kind, subject_id, asked_by, reason, attempts, cancel_requested
                """,
                db.Connection),
            worker,
            Lease);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new TakenJob(reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), await reader.IsDBNullAsync(4, ct) ? null : reader.GetString(4), reader.GetInt32(5), reader.GetBoolean(6))
            : null;
    }

    /// <summary>Renews the lease and tells how far the work is. Null when the job is no longer this worker's; otherwise whether somebody wants it to stop.</summary>
    public async Task<bool?> RenewAsync(int tenantId, long jobId, string? stage, long done, long total, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenBeforeSignInAsync(tenantId, ct);
        await using var command = With(
            new NpgsqlCommand("UPDATE job SET lease_until = now() + $3, stage = $4, done_count = $5, total_count = $6 WHERE id = $2 AND worker = $1 AND state = 'Running' RETURNING cancel_requested", db.Connection),
            worker,
            jobId,
            Lease,
            (object?)stage ?? DBNull.Value,
            done,
            total);
        return (bool?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Puts the job back for whoever takes it next.</summary>
    public async Task GiveBackAsync(int tenantId, long jobId, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenBeforeSignInAsync(tenantId, ct);
        await using var command = With(
            new NpgsqlCommand("UPDATE job SET state = 'Queued', worker = NULL, lease_until = NULL WHERE id = $2 AND worker = $1 AND state = 'Running'", db.Connection), worker, jobId);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Ends the job without an effect.</summary>
    public async Task EndAsync(int tenantId, long jobId, JobState state, string sentence, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenBeforeSignInAsync(tenantId, ct);
        await using var command = With(new NpgsqlCommand(End, db.Connection), worker, jobId, state.ToString(), sentence);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Ends the job in the transaction that has its effect. Refused when the job is no longer this worker's: then nothing of the effect remains.</summary>
    /// <param name="connection">The session's, in its save.</param>
    public async Task DoneAsync(NpgsqlConnection connection, long jobId, string sentence, CancellationToken ct)
    {
        await using var command = With(new NpgsqlCommand(End, connection), worker, jobId, nameof(JobState.Done), sentence);
        if (await command.ExecuteNonQueryAsync(ct) == 0)
        {
            await using var refusal = new NpgsqlCommand("SELECT app.refuse('MI005', '这项后台任务已由另一个进程接手，本次处理作废。')", connection);
            await refusal.ExecuteNonQueryAsync(ct);
        }
    }

    private static NpgsqlCommand With(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
