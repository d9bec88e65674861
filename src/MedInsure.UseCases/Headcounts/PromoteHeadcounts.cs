using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// Takes over a basis's figures into the next: 预估 → 上报 by clerk or finance officer, 上报 → 核定 by a finance officer or reviewer who did not
/// report them. A unit goes over whole and complete, with its as-of date; one that cannot is left as it is and named.
/// </summary>
/// <param name="From">预估 or 上报.</param>
/// <param name="RegionCodes">The units to take over; empty for all that the person sees.</param>
/// <param name="Replace">Also where the next basis has another figure already.</param>
public sealed record PromoteHeadcounts(int FundingYear, HeadcountBasis From, IReadOnlyList<string> RegionCodes, bool Replace);

/// <param name="Units">Units whose figures were taken over.</param>
/// <param name="Skipped">One sentence per reason, naming the units that stayed as they were.</param>
public sealed record PromotedHeadcounts(HeadcountBasis To, int Units, IReadOnlyList<string> Skipped);

public sealed class PromoteHeadcountsHandler(TenantDb tenantDb)
{
    public async Task<Result<PromotedHeadcounts>> HandleAsync(Actor actor, PromoteHeadcounts request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.From is not (HeadcountBasis.Estimated or HeadcountBasis.Reported))
        {
            return new Refused("核定人数已是最终口径，不能再转入其他口径。");
        }

        if (FundingYears.Check(request.FundingYear) is { } wrongYear)
        {
            return wrongYear;
        }

        var to = request.From == HeadcountBasis.Estimated ? HeadcountBasis.Reported : HeadcountBasis.Certified;
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (HeadcountPowers.Writing(actor, to) is { } notAllowed)
        {
            return await RefusedActs.RecordAsync(db, nameof(PromoteHeadcounts), request.FundingYear, to, notAllowed, ct);
        }

        if (await ClosedYear.CheckAsync(db.Rows, request.FundingYear, to, ct) is { } closed)
        {
            return await RefusedActs.RecordAsync(db, nameof(PromoteHeadcounts), request.FundingYear, to, closed, ct);
        }

        await using var transaction = await db.BeginAsync(ct);
        await HeadcountLock.TakeAsync(db, ct);
        var units = await FundingUnits.ReadAsync(db.Rows, actor, request.FundingYear, ct);
        var chosen = new List<Region>();
        foreach (var code in request.RegionCodes.Distinct())
        {
            var unit = units.Find(code);
            if (!unit.IsOk)
            {
                return unit.Problem;
            }

            chosen.Add(unit.Value);
        }

        var promotion = await PromotionPlan.MakeAsync(db.Rows, actor, request, to, request.RegionCodes.Count == 0 ? units.Mine : chosen, ct);
        if (promotion.Rows.Count == 0)
        {
            return new Refused(promotion.Skipped.Count == 0
                ? $"没有可以转入{to.Chinese()}的数字。请先填报{request.From.Chinese()}人数。"
                : $"没有转入任何数字。{string.Concat(promotion.Skipped)}");
        }

        var bulk = new HeadcountBulk(request.FundingYear, to, null, promotion.Rows);
        var saved = await db.SaveAsync(
            nameof(PromoteHeadcounts),
            () => $"headcount/{request.FundingYear}/{to}",
            new { From = request.From.ToString(), Units = promotion.Units.Select(unit => unit.Code.Value), promotion.Skipped },
            connection => bulk.WriteAsync(connection, ct),
            ct);
        return saved.IsOk ? new PromotedHeadcounts(to, promotion.Units.Count, promotion.Skipped) : saved.Problem;
    }
}
