using MedInsure.Persistence.Filings;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Filings;

/// <summary>撤回: takes the bureau's own filing back while the bureau above has not accepted or returned it. The database refuses it afterwards.</summary>
public sealed record WithdrawFiling(long FilingId);

public sealed class WithdrawFilingHandler(TenantDb tenantDb)
{
    public async Task<Result<long>> HandleAsync(Actor actor, WithdrawFiling request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is not null)
        {
            return new NotAllowed("只有负责全机构的政策管理员可以撤回备案，请由政策管理员办理。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var filing = await db.Rows.Filings.FirstOrDefaultAsync(candidate => candidate.Id == request.FilingId && candidate.FiledAt != null, ct);
        if (filing is null)
        {
            return new NotFound("没有找到这份备案，请刷新后再试。");
        }

        if (await ClosedYear.CheckAsync(db.Rows, filing.FundingYear, ct) is { } closed)
        {
            return closed;
        }

        if (filing.State != FilingState.Filed)
        {
            return new Conflict("这份备案已经撤回，或者已有新版本，请刷新后查看。");
        }

        filing.State = FilingState.Withdrawn;
        var saved = await db.SaveAsync(nameof(WithdrawFiling), $"filing/{filing.Id}", new { filing.LetterNumber }, ct);
        return saved.IsOk ? filing.Id : saved.Problem!;
    }
}
