using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;

namespace MedInsure.UseCases.Rosters;

/// <summary>撤销入库: persons and identities become what they were before the batch, to the row. Only the authority's newest batch, and only while nothing rests on it.</summary>
/// <param name="Reason">Why, in the person's words; kept in the audit trail.</param>
public sealed record UndoRoster(long BatchId, string Reason);

public sealed class UndoRosterHandler(TenantDb tenantDb)
{
    public async Task<Result<RosterMoved>> HandleAsync(Actor actor, UndoRoster request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (RosterPermissions.ToDecide(actor) is { } notAllowed)
        {
            return await RosterPermissions.RecordAsync(db, nameof(UndoRoster), $"roster/{request.BatchId}", notAllowed, ct);
        }

        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return new Invalid("请写明撤销的理由。", [new FieldError(nameof(request.Reason), "请写明撤销的理由。")]);
        }

        if (FreeText.Refusal(request.Reason) is { } words)
        {
            return words;
        }

        await using var transaction = await db.BeginAsync(ct);
        var found = await RosterCase.FindAsync(db, actor, request.BatchId, isLocked: true, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var batch = found.Value.Batch;
        var refusal = found.Value.Sight.NotWhole
            ?? (batch.State == RosterState.Committed ? null : new Conflict($"这批名单现在是“{batch.State.Chinese()}”，只有已入库的名单可以撤销。"))
            ?? await RestsOnRoster.FindAsync(db, batch, ct);
        if (refusal is not null)
        {
            await transaction.RollbackAsync(ct);
            return refusal is Conflict ? refusal : await RosterPermissions.RecordAsync(db, nameof(UndoRoster), found.Value.Subject, refusal, ct);
        }

        var saved = await db.SaveAsync(
            nameof(UndoRoster), () => found.Value.Subject, new { batch.Authority, Month = $"{batch.Month}", Reason = request.Reason.Trim() }, connection => RosterUndo.ApplyAsync(connection, batch.Id, ct), ct);
        return saved.IsOk ? new RosterMoved("已撤销入库，人员台账恢复到入库之前。") : saved.Problem;
    }
}
