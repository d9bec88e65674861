using MedInsure.Persistence.Filings;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Filings;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Filings;

/// <summary>接收、同意备案 or 退回 of a filing by the bureau above; a return needs a comment. Each filing is decided once.</summary>
public sealed record DecideFiling(int FilerTenantId, long FilingId, FilingAct Act, string? Comment = null);

public sealed record DecidedFiling(long FilingId, FilingAct Act);

public sealed class DecideFilingHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<DecidedFiling>> HandleAsync(Actor actor, DecideFiling request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToReview(actor) is { })
        {
            return new NotAllowed("只有负责全机构的复核岗可以办理备案，请由复核岗同事办理。");
        }

        if (request.Act == FilingAct.Return && string.IsNullOrWhiteSpace(request.Comment))
        {
            return new Refused("退回备案必须写明意见，说明需要改正的内容。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var year = await db.Rows.ReceivedFilings.Where(filing => filing.TenantId == request.FilerTenantId && filing.Id == request.FilingId).Select(filing => (int?)filing.FundingYear).FirstOrDefaultAsync(ct);
        if (year is { } known && await ClosedYear.CheckAsync(db.Rows, known, ct) is { } closed)
        {
            return closed;
        }

        db.Rows.Add(new FilingDecisionEntity
        {
            FilerTenantId = request.FilerTenantId,
            FilingId = request.FilingId,
            Act = request.Act,
            Comment = string.IsNullOrWhiteSpace(request.Comment) ? null : request.Comment.Trim(),
            By = actor.UserId,
            At = clock.GetUtcNow(),
        });
        var saved = await db.SaveAsync("DecideFiling", $"filing/{request.FilerTenantId}/{request.FilingId}", new { request.Act, request.Comment }, ct);
        return saved.IsOk ? new DecidedFiling(request.FilingId, request.Act) : saved.Problem!;
    }
}
