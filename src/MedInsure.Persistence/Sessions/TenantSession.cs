using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MedInsure.Persistence.Model;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.Sessions;

/// <summary>
/// One act of one person in one bureau: a context on one open connection. Everything that is written goes through
/// <c>SaveAsync</c>, which puts the audit row into the same transaction; there is no other save. After a refusal nothing is written and
/// the tracked rows are no longer what the database holds: the act ends there.
/// </summary>
public sealed class TenantSession : IAsyncDisposable
{
    private static readonly JsonSerializerOptions DetailJson = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal TenantSession(MedInsureContext rows)
    {
        Rows = rows;
        rows.Database.AutoSavepointsEnabled = false; // a refusal rolls the whole act back, so nothing needs a place to go back to
    }

    /// <summary>The tables as the bureau sees them.</summary>
    public MedInsureContext Rows { get; }

    /// <summary>The open connection with the tenant set, for bulk work; its transaction is <see cref="SaveAsync(string, Func{string}, object?, Func{NpgsqlConnection, Task}, CancellationToken)"/>'s.</summary>
    public NpgsqlConnection Connection => (NpgsqlConnection)Rows.Database.GetDbConnection();

    /// <summary>Begins the transaction early, for an act that reads under a lock what it then writes. SaveAsync commits it; without SaveAsync it is rolled back.</summary>
    public Task<IDbContextTransaction> BeginAsync(CancellationToken ct) => Rows.Database.BeginTransactionAsync(ct);

    /// <summary>
    /// Saves the tracked changes and the audit row in one transaction. Without tracked changes it records the act alone (an export, a
    /// download, a refusal).
    /// </summary>
    /// <param name="act">The use case's name, such as "ReleaseRun".</param>
    /// <param name="subject">What it was done to, such as "run/17".</param>
    /// <param name="detail">Written as JSON; no ID-card numbers, no secrets.</param>
    public Task<Result<Saved>> SaveAsync(string act, string subject, object? detail, CancellationToken ct) =>
        SaveAsync(act, () => subject, detail, null, ct);

    /// <summary>The same, for a subject that is only known once the rows have their numbers, and with bulk work in the transaction.</summary>
    /// <param name="subject">Asked after the changes are saved.</param>
    /// <param name="alongside">Bulk work on the same connection, after the tracked changes and before the audit row.</param>
    public async Task<Result<Saved>> SaveAsync(string act, Func<string> subject, object? detail, Func<NpgsqlConnection, Task>? alongside, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(act);
        ArgumentNullException.ThrowIfNull(subject);
        await using var transaction = Rows.Database.CurrentTransaction ?? await Rows.Database.BeginTransactionAsync(ct);
        try
        {
            Rows.IsSavingWithAudit = true;
            var rows = await Rows.SaveChangesAsync(ct);
            if (alongside is not null)
            {
                await alongside(Connection);
            }

            var sequence = await AuditAsync(act, subject(), detail, ct);
            await transaction.CommitAsync(ct);
            return new Saved(rows, sequence);
        }
        catch (Exception e) when (DatabaseRefusal.Explain(e) is not null)
        {
            // After a full disk the driver gives the connection up, and the server rolls back by itself.
            if (Connection.State == System.Data.ConnectionState.Open)
            {
                await transaction.RollbackAsync(CancellationToken.None);
            }

            return DatabaseRefusal.Explain(e)!;
        }
        finally
        {
            Rows.IsSavingWithAudit = false;
        }
    }

    /// <summary>Bulk work in a transaction that was begun, where the save has to tell what it came to. What the database refuses ends the act, as there.</summary>
    public async Task<Result<T>> WriteAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return await work(Connection);
        }
        catch (Exception e) when (DatabaseRefusal.Explain(e) is not null)
        {
            return DatabaseRefusal.Explain(e)!;
        }
    }

    public ValueTask DisposeAsync() => Rows.DisposeAsync();

    private async Task<long> AuditAsync(string act, string subject, object? detail, CancellationToken ct)
    {
        // What the database looks at last, it looks at here: a refusal is then a statement's and not the commit's.
        await using var batch = new NpgsqlBatch(Connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("SET CONSTRAINTS ALL IMMEDIATE"),
                new NpgsqlBatchCommand("INSERT INTO audit_entry (tenant_id, act, subject, detail) VALUES ($1, $2, $3, $4) RETURNING sequence")
                {
                    Parameters =
                    {
                        new() { Value = Rows.TenantId },
                        new() { Value = act },
                        new() { Value = subject },
                        new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = detail is null ? DBNull.Value : JsonSerializer.Serialize(detail, DetailJson) },
                    },
                },
            },
        };
        return (long)(await batch.ExecuteScalarAsync(ct))!;
    }
}

/// <param name="Rows">Tracked rows that were written.</param>
/// <param name="AuditSequence">The number of the audit entry.</param>
public readonly record struct Saved(int Rows, long AuditSequence);
