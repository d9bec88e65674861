using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tables;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Payments;

/// <summary>编制支付批次 from the newest 资助认定 of a coverage year: one batch a county.</summary>
/// <param name="Month">The month of payment.</param>
/// <param name="County">Null for all counties of the person.</param>
/// <param name="RunId">Of the trial that the person agreed to; null to take the newest run unseen.</param>
public sealed record PlanPayment(int CoverageYear, Month Month, PaymentMode Mode, RegionCode? County = null, long? RunId = null);

/// <summary>What <see cref="PlanPayment"/> would make, without making it.</summary>
public sealed record TryPayment(PlanPayment Plan);

/// <param name="Batches">One a county, in code order.</param>
/// <param name="LeftOut">Who should be paid and is not, by reason.</param>
public sealed record PlannedPayment(long RunId, string Run, IReadOnlyList<PlannedBatch> Batches, int Persons, long TotalFen, IReadOnlyList<LeftOutCount> LeftOut, string Sentence);

/// <param name="BatchId">Null for a trial.</param>
public sealed record PlannedBatch(long? BatchId, RegionCode Region, string RegionName, int Persons, long TotalFen);

public sealed record LeftOutCount(PaymentLeftOut Reason, string Words, int Persons, long TotalFen);

public sealed class TryPaymentHandler(TenantDb tenantDb)
{
    public async Task<Result<PlannedPayment>> HandleAsync(Actor actor, TryPayment request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        await using var transaction = await db.BeginAsync(ct);
        var staged = await PlanPaymentHandler.StageAsync(db, actor, request.Plan, ct);
        return staged.IsOk ? staged.Value.Answer([]) : staged.Problem;
    }
}

public sealed class PlanPaymentHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<PlannedPayment>> HandleAsync(Actor actor, PlanPayment request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        await using var transaction = await db.BeginAsync(ct);
        var staged = await StageAsync(db, actor, request, ct);
        if (!staged.IsOk)
        {
            return staged.Problem;
        }

        var (plan, counties, persons) = (staged.Value.Plan, staged.Value.Counties, staged.Value.Counties.Sum(county => county.Persons));
        if (request.RunId is { } agreed && agreed != plan.Run.Id)
        {
            return new Conflict("您核对之后，又有新的资助认定完成。请重新核对，再编制批次。");
        }

        if (counties.Count == 0)
        {
            return new Refused(staged.Value.Answer([]).Sentence);
        }

        var last = await db.Rows.PaymentBatches.Where(batch => batch.CoverageYear == request.CoverageYear).MaxAsync(batch => (int?)batch.Number, ct) ?? 0;
        var batches = counties.Select((county, i) => new PaymentBatchEntity
        {
            CoverageYear = request.CoverageYear,
            Month = request.Month,
            Mode = request.Mode,
            RegionCode = county.Region,
            RunId = plan.Run.Id,
            Number = last + i + 1,
            Items = county.Persons,
            TotalFen = county.TotalFen,
            MadeBy = actor.UserId,
            MadeAt = clock.GetUtcNow(),
        }).ToList();
        db.Rows.AddRange(batches);
        var saved = await db.SaveAsync(
            nameof(PlanPayment),
            () => $"payment/{string.Join(',', batches.Select(batch => batch.Id))}",
            new { request.CoverageYear, Month = $"{request.Month}", Mode = $"{request.Mode}", plan.Run.Id, Batches = batches.Count, Persons = persons, TotalFen = counties.Sum(county => county.TotalFen) },
            _ => plan.InsertAsync(batches.ToDictionary(batch => batch.RegionCode, batch => batch.Id), ct),
            ct);
        return saved.IsOk ? staged.Value.Answer(batches) : saved.Problem;
    }

    internal static async Task<Result<StagedPayment>> StageAsync(TenantSession db, Actor actor, PlanPayment request, CancellationToken ct)
    {
        if (PaymentPermissions.ToPlan(actor) is { } refusal)
        {
            return refusal;
        }

        var basis = await PeopleBasis.ReadAsync(db, actor, request.Month.Year, ct);
        if (!basis.IsOk)
        {
            return basis.Problem;
        }

        if (request.County is { } asked && basis.Value.Mine.All(county => county.Code != asked))
        {
            return new NotAllowed("这个县（市、区）不在您负责的地区范围内，请重新选择。");
        }

        if (request.Month.Year < request.CoverageYear - 1 || request.Month.Year > request.CoverageYear)
        {
            return new Refused($"{request.CoverageYear}年度的资助在 {request.CoverageYear - 1} 年和 {request.CoverageYear} 年支付，请核对支付月份。");
        }

        // An undoing holds the turn of payments to its end, which may be minutes away.
        if ((await RosterJobs.OpenAsync(db, ct)).ContainsValue(RosterUnderway.Undo))
        {
            return new Conflict("本机构有一批名单正在撤销入库，支付须以撤销之后的名单为准。请等它办完后，再安排资助支付。");
        }

        var plan = await PaymentPlan.BeginAsync(db.Connection, request.CoverageYear, request.Month, request.Mode, basis.Value.Within(actor, request.County), ct);
        return plan is null
            ? new Refused($"{request.CoverageYear}年度还没有已完成的资助认定。请先在“资助认定”中完成认定，再编制支付批次。")
            : new StagedPayment(plan, request, basis.Value);
    }
}

/// <summary>A plan in a transaction: what it would make, in words.</summary>
internal sealed record StagedPayment(PaymentPlan Plan, PlanPayment Request, PeopleBasis Basis)
{
    public IReadOnlyList<PaymentFigure> Counties { get; } = [.. Plan.Figures.Where(figure => figure.LeftOut is null)];

    public PlannedPayment Answer(IReadOnlyList<PaymentBatchEntity> made)
    {
        var ids = made.ToDictionary(batch => batch.RegionCode, batch => batch.Id);
        var (persons, total) = (Counties.Sum(county => county.Persons), Counties.Sum(county => county.TotalFen));
        IReadOnlyList<LeftOutCount> leftOut =
        [
            .. Plan.Figures.Where(figure => figure.LeftOut is not null).GroupBy(figure => figure.LeftOut!.Value).OrderBy(group => group.Key)
                .Select(group => new LeftOutCount(group.Key, group.Key.Chinese(), group.Sum(figure => figure.Persons), group.Sum(figure => figure.TotalFen))),
        ];
        var waiting = leftOut.Count == 0 ? "" : $"另有 {leftOut.Sum(one => one.Persons):N0} 人这次不支付：{string.Join("；", leftOut.Select(one => $"{one.Words} {one.Persons:N0} 人"))}。";
        var sentence = persons == 0 ? $"按{Run}，没有需要通过{Request.Mode.Chinese()}支付的人员。{waiting}"
            : $"{(made.Count > 0 ? "已编制" : "将编制")} {Counties.Count} 个批次，{persons:N0} 人，{MoneyText.Display(total, MoneyUnit.Yuan)} 元。{waiting}";
        return new PlannedPayment(
            Plan.Run.Id, Run, [.. Counties.Select(county => new PlannedBatch(ids.TryGetValue(county.Region, out var id) ? id : null, county.Region, Basis.NameOf(county.Region), county.Persons, county.TotalFen))],
            persons, total, leftOut, sentence);
    }

    private string Run => $"{Request.CoverageYear} 年度第 {Plan.Run.Number} 次资助认定（{Plan.Run.Month.ToText()}名单）";
}
