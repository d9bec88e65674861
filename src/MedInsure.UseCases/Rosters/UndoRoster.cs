using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// 撤销入库: persons and identities become what they were before the batch, to the row. Only the authority's newest batch, and only while nothing rests on it. A long batch goes on in the background
/// (<see cref="RosterUndoJob"/>).
/// </summary>
/// <param name="Reason">Why, in the person's words; kept in the audit trail.</param>
public sealed record UndoRoster(long BatchId, string Reason);

public sealed class UndoRosterHandler(TenantDb tenantDb, RosterWaitLimit limit)
{
    public async Task<Result<RosterMoved>> HandleAsync(Actor actor, UndoRoster request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RosterPermissions.ToDecide(actor) is null && ReasonRefusal(request) is { } words
            ? words
            : await new RosterUndoing(request.Reason?.Trim() ?? "").HandleAsync(tenantDb, limit, actor, request.BatchId, ct);
    }

    private static Problem? ReasonRefusal(UndoRoster request) =>
        string.IsNullOrWhiteSpace(request.Reason) ? new Invalid("请写明撤销的理由。", [new FieldError(nameof(request.Reason), "请写明撤销的理由。")]) : FreeText.Refusal(request.Reason);
}
