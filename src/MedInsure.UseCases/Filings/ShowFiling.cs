using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Filings;

/// <summary>What was filed, as it stood on the day of filing; for the bureau that filed and for the one that it was sent to.</summary>
public sealed record ShowFiling(int FilerTenantId, long FilingId);

/// <param name="Title">Title of the policy that was filed.</param>
/// <param name="CanDecide">The person may receive, accept or return it now.</param>
public sealed record FiledContent(string BureauName, FilingRow Filing, string Title, IReadOnlyList<PolicySection> Sections, IReadOnlyList<Gap> Gaps, bool CanDecide);

public sealed class ShowFilingHandler(TenantDb tenantDb)
{
    public async Task<Result<FiledContent>> HandleAsync(Actor actor, ShowFiling request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var isOwn = request.FilerTenantId == actor.TenantId;
        var filing = await (isOwn ? db.Rows.Filings.Where(candidate => candidate.FiledAt != null) : db.Rows.ReceivedFilings).AsNoTracking()
            .FirstOrDefaultAsync(candidate => candidate.TenantId == request.FilerTenantId && candidate.Id == request.FilingId, ct);
        if (filing is null)
        {
            return new NotFound("没有找到这份备案，请刷新后再试。");
        }

        if (PolicyJson.HashOfText(filing.Text) != filing.TextSha256)
        {
            throw new InvalidDataException($"The text of filing {filing.TenantId}/{filing.Id} does not have its hash.");
        }

        var bureau = await db.Rows.Bureaus.AsNoTracking().SingleAsync(candidate => candidate.Id == filing.TenantId, ct);
        var read = PolicyJson.Read(filing.Text);
        if (!read.IsOk)
        {
            return new Refused("这份备案的内容不是本系统的政策格式，不能显示，请查看备案函的纸质附件。");
        }

        // Names of groups and categories come from the levels above; what was filed stands in the text itself.
        var above = isOwn ? await PolicyChain.AboveAsync(db, filing.FundingYear, ct) : await PolicyChain.InForceAsync(db, filing.FundingYear, ct);
        if (!above.IsOk)
        {
            return above.Problem!;
        }

        var filed = new IssuedPolicy(bureau.Code, bureau.Name, bureau.RootRegion, 0, PolicyJson.Hash(read.Value), read.Value);
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(filing.FundingYear), ct);
        var effective = new EffectivePolicy([.. above.Value.Select(policy => policy.Issued), filed], tree);
        var row = (await FilingRows.LoadAsync(db, ct)).Of(filing);
        var decides = !isOwn && row.Standing is (FilingStanding.Sent or FilingStanding.Received) && PolicyPermissions.ToReview(actor) is null && await ClosedYear.CheckAsync(db.Rows, filing.FundingYear, ct) is null;
        return new FiledContent(bureau.Name, row, read.Value.Title, new PolicySections(filed, effective).All(), read.Value.Gaps, decides);
    }
}
