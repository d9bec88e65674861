using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.People;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Payments;

/// <summary>支付批次, the newest first, a page at a time.</summary>
public sealed record ListPayments(int? CoverageYear = null, PaymentBatchState? State = null, int Page = 1);

public sealed record PaymentLine(
    long Id, string Number, int CoverageYear, Month Month, PaymentMode Mode, string ModeName, RegionCode Region, string RegionName, PaymentBatchState State, string StateName, int Items, long TotalFen, string MadeBy, DateTimeOffset MadeAt);

/// <param name="TotalFen">Of all that were chosen; of those that were given up only where they alone were asked for.</param>
/// <param name="Counties">Those that the person may plan for.</param>
/// <param name="Years">Coverage years with a computed 资助认定, the newest first.</param>
public sealed record PaymentList(
    IReadOnlyList<PaymentLine> Lines, int Count, int PageSize, long TotalFen, bool MayPlan, IReadOnlyList<(RegionCode Code, string Name)> Counties, IReadOnlyList<int> Years, Month ThisMonth);

public sealed class ListPaymentsHandler(TenantDb tenantDb, TimeProvider clock)
{
    public const int PageSize = 20;

    public async Task<Result<PaymentList>> HandleAsync(Actor actor, ListPayments request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (PaymentPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        var today = ChinaTime.Date(clock.GetUtcNow());
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var basis = await PeopleBasis.ReadAsync(db, actor, today.Year, ct);
        if (!basis.IsOk)
        {
            return basis.Problem;
        }

        var (year, state, counties) = (request.CoverageYear, request.State, basis.Value.Within(actor, null));
        var batches = db.Rows.PaymentBatches.AsNoTracking().Where(batch => (year == null || batch.CoverageYear == year) && (state == null || batch.State == state));
        batches = counties is null ? batches : batches.Where(batch => counties.Contains(batch.RegionCode));
        var count = await batches.CountAsync(ct);
        var total = await batches.Where(batch => state == PaymentBatchState.Cancelled || batch.State != PaymentBatchState.Cancelled).SumAsync(batch => (long?)batch.TotalFen, ct) ?? 0;
        var page = await batches.Join(db.Rows.Users, batch => batch.MadeBy, user => user.Id, (batch, user) => new { Batch = batch, user.DisplayName }).OrderByDescending(one => one.Batch.Id)
            .Skip((Math.Max(request.Page, 1) - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var years = await db.Rows.Database.SqlQuery<int>($"SELECT DISTINCT coverage_year AS \"Value\" FROM entitlement_run WHERE tenant_id = app.tid() AND state = 'Computed' ORDER BY 1 DESC").ToListAsync(ct);
        return new PaymentList(
            [.. page.Select(one => Line(one.Batch, basis.Value.NameOf(one.Batch.RegionCode), one.DisplayName))], count, PageSize, total, PaymentPermissions.ToPlan(actor) is null,
            [.. basis.Value.Mine.Select(county => (county.Code, county.Name))], years, Month.Of(today));
    }

    internal static PaymentLine Line(PaymentBatchEntity batch, string region, string madeBy) => new(
        batch.Id, PaymentWords.BatchNumber(batch.CoverageYear, batch.Number), batch.CoverageYear, batch.Month, batch.Mode, batch.Mode.Chinese(), batch.RegionCode, region, batch.State, batch.State.Chinese(), batch.Items,
        batch.TotalFen, madeBy, batch.MadeAt);
}
