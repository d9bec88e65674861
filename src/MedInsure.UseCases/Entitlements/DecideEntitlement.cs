using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Entitlements;

/// <summary>What a person decides about a proposed 补差 (pay or keep) or a case of 需人工确认 (keep or recover). Nothing is paid or taken back by it: a payment is planned from it.</summary>
/// <param name="Reason">Needed except for 补差.</param>
public sealed record DecideEntitlement(long RunId, long PersonId, EntitlementDecisionKind Kind, string? Reason);

public sealed record DecidedEntitlement(long DecisionId);

public sealed class DecideEntitlementHandler(TenantDb tenantDb, TimeProvider clock)
{
    public const int MaxReason = 200;

    public async Task<Result<DecidedEntitlement>> HandleAsync(Actor actor, DecideEntitlement request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (EntitlementPermissions.ToDecide(actor) is { } refusal)
        {
            return refusal;
        }

        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        if (reason is null && request.Kind != EntitlementDecisionKind.Pay)
        {
            return new Refused("请写明理由，例如依据的文件或核实的情况。");
        }

        if (reason?.Length > MaxReason)
        {
            return new Refused($"理由不超过 {MaxReason} 个字，请精简。");
        }

        if (FreeText.Refusal(reason) is { } words)
        {
            return words;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var loaded = await StoredEntitlementRun.LoadAsync(db, actor, request.RunId, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem;
        }

        var row = await db.Rows.Entitlements.AsNoTracking().SingleOrDefaultAsync(one => one.RunId == request.RunId && one.PersonId == request.PersonId, ct);
        if (row is null || !loaded.Value.Covers(row.RegionCode))
        {
            return new NotFound("这次认定中没有这个人，或者他不在您负责的县（市、区）。");
        }

        if ((row.State, request.Kind) is not ((EntitlementState.TopUp, EntitlementDecisionKind.Pay or EntitlementDecisionKind.Keep) or (EntitlementState.Confirm, EntitlementDecisionKind.Keep or EntitlementDecisionKind.Recover)))
        {
            return new Refused($"这个人的认定结果是“{EntitlementWords.Of(row.State)}”，不能决定“{EntitlementWords.Of(request.Kind)}”。");
        }

        if (await db.Rows.EntitlementDecisions.AnyAsync(decision => decision.RunId == request.RunId && decision.PersonId == request.PersonId, ct))
        {
            return new Conflict("这次认定中这个人已经有了决定，不能再改；情况有变的，请重新认定后再决定。");
        }

        var made = new EntitlementDecisionEntity
        {
            CoverageYear = loaded.Value.Row.CoverageYear,
            PersonId = request.PersonId,
            RunId = request.RunId,
            Kind = request.Kind,
            AmountFen = Math.Abs(row.DifferenceFen!.Value),
            Reason = reason,
            DecidedBy = actor.UserId,
            DecidedAt = clock.GetUtcNow(),
        };
        db.Rows.Add(made);
        var saved = await db.SaveAsync(nameof(DecideEntitlement), () => $"entitlement-decision/{made.Id}", new { request.RunId, request.PersonId, Kind = request.Kind.ToString(), made.AmountFen, made.Reason }, null, ct);
        return saved.IsOk ? new DecidedEntitlement(made.Id) : saved.Problem;
    }
}
