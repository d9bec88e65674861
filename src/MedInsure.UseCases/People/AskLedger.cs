using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.People;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.People;

/// <summary>导出台账: asks for the officers' ledger of a month as a workbook; a job makes it.</summary>
/// <param name="Region">A county, or a region above several; null for all that the person sees.</param>
/// <param name="Category">The id of a category; null for all.</param>
/// <param name="Reason">Why the numbers are wanted in full; null for masked numbers.</param>
public sealed record AskLedger(Month Month, RegionCode? Region = null, string? Category = null, string? Reason = null);

public sealed record AskedLedger(long ExportId);

public sealed class AskLedgerHandler(TenantDb tenantDb, InstallationKey key, TimeProvider clock)
{
    public async Task<Result<AskedLedger>> HandleAsync(Actor actor, AskLedger request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        var reason = request.Reason?.Trim();
        if (PeoplePowers.Seeing(actor) is { } refusal)
        {
            return refusal;
        }

        if (reason is not null && (PeoplePowers.Unmasking(actor) ?? UnmaskPersonHandler.ReasonProblem(reason)) is { } problem)
        {
            return problem;
        }

        if (request.Month.FirstDay > ChinaTime.Date(clock.GetUtcNow()))
        {
            return new Refused($"{request.Month.ToText()}还没有到，不能导出那个月的台账。请核对月份。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var read = await PeopleBasis.ReadAsync(db, actor, request.Month.Year, ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } otherKey)
        {
            return otherKey;
        }

        if (request.Region is { } region && read.Value.Within(actor, region) is { Count: 0 })
        {
            return new NotAllowed("这个地区不在您负责的范围内，请改选。");
        }

        if (await db.Rows.LedgerExports.AnyAsync(one => one.MadeBy == actor.UserId && one.State == LedgerState.Asked, ct))
        {
            return new Refused("您还有一份台账正在导出，请等它完成，或取消后再导出。");
        }

        var export = new LedgerExportEntity
        {
            Month = request.Month,
            CoverageYear = CoverageYear.Of(request.Month),
            RegionCode = request.Region,
            Category = request.Category,
            HasFullNumbers = reason is not null,
            Reason = reason,
            MadeBy = actor.UserId,
            MadeAt = clock.GetUtcNow(),
        };
        db.Rows.Add(export);
        var saved = await db.SaveAsync(
            nameof(AskLedger),
            () => $"ledger/{export.Id}",
            new { Month = $"{request.Month}", Region = request.Region?.Value, request.Category, FullNumbers = export.HasFullNumbers, Reason = reason },
            connection => JobQueue.AskAsync(connection, LedgerExportJob.Name, export.Id, ct),
            ct);
        return saved.IsOk ? new AskedLedger(export.Id) : saved.Problem;
    }
}
