using System.Globalization;
using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Deadlines;

/// <summary>设定内部时限: a date of the office's own (内部口径), new or changed. Every change leaves its audit entry with the values before.</summary>
/// <param name="Id">The deadline to change; null for a new one.</param>
/// <param name="Kind">备案 once a year: it decides when a filing of a bureau below is late. Cannot be changed afterwards.</param>
/// <param name="ActsBy">Who must act.</param>
public sealed record SetOfficeDeadline(int FundingYear, long? Id, OfficeDeadlineKind Kind, string Subject, string ActsBy, DateOnly Due, string Reason);

public sealed class SetOfficeDeadlineHandler(TenantDb tenantDb, TimeProvider clock)
{
    private const int LongestText = 200;

    public async Task<Result<long>> HandleAsync(Actor actor, SetOfficeDeadline request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if ((DeadlinePermissions.ToSet(actor) ?? Check(request)) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (await ClosedYear.CheckAsync(db.Rows, request.FundingYear, ct) is { } closed)
        {
            return closed;
        }

        OfficeDeadlineEntity? row = null;
        if (request.Id is { } id)
        {
            row = await db.Rows.OfficeDeadlines.FirstOrDefaultAsync(deadline => deadline.Id == id && deadline.FundingYear == request.FundingYear, ct);
            if (row is null)
            {
                return new NotFound("没有找到这项内部时限，可能已被同事删除，请刷新后再试。");
            }
        }
        else if (request.Kind == OfficeDeadlineKind.Filing && await db.Rows.OfficeDeadlines.AnyAsync(deadline => deadline.FundingYear == request.FundingYear && deadline.Kind == OfficeDeadlineKind.Filing, ct))
        {
            return new Conflict($"{request.FundingYear}年度已经设定了备案时限，请修改原来的一项，不要重复设定。");
        }

        var before = row is null ? null : Words(row);
        if (row is null)
        {
            row = new OfficeDeadlineEntity { FundingYear = request.FundingYear, Kind = request.Kind, Subject = "", Actor = "", Reason = "" };
            db.Rows.Add(row);
        }

        (row.Subject, row.Actor, row.Due, row.Reason) = (request.Subject.Trim(), request.ActsBy.Trim(), request.Due, request.Reason.Trim());
        (row.By, row.At) = (actor.UserId, clock.GetUtcNow());
        var saved = await db.SaveAsync(nameof(SetOfficeDeadline), () => $"deadline/office/{row.Id}", new { row.FundingYear, Kind = row.Kind.ToString(), Before = before, After = Words(row) }, null, ct);
        return saved.IsOk ? row.Id : saved.Problem!;
    }

    internal static string Words(OfficeDeadlineEntity row) => $"{row.Subject}；{row.Actor}；{row.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}；{row.Reason}";

    private static Invalid? Check(SetOfficeDeadline request)
    {
        (string Name, string Text)[] texts = [("事项", request.Subject), ("责任单位", request.ActsBy), ("设定理由", request.Reason)];
        List<FieldError> errors =
        [
            .. texts.Where(text => string.IsNullOrWhiteSpace(text.Text)).Select(text => new FieldError(text.Name, $"请填写{text.Name}。")),
            .. texts.Where(text => text.Text?.Trim().Length > LongestText).Select(text => new FieldError(text.Name, $"{text.Name}不能超过 {LongestText} 字，请精简。")),
        ];
        if (request.Due.Year < request.FundingYear - 1 || request.Due.Year > request.FundingYear + 2)
        {
            errors.Add(new FieldError("时限", $"时限应在 {request.FundingYear - 1} 年至 {request.FundingYear + 2} 年之间，请核对日期。"));
        }

        return errors.Count == 0 ? null : new Invalid("内部时限没有保存，请改正下列内容。", errors);
    }
}
