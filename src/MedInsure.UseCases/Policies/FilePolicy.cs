using MedInsure.Persistence.Filings;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Policies;

/// <summary>备案: files the bureau's published policy of a year with the bureau above, under the number of the letter.</summary>
public sealed record FilePolicy(int FundingYear, string LetterNumber, string Title);

public sealed record FiledPolicy(long FilingId, string Recipient);

public sealed class FilePolicyHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<FiledPolicy>> HandleAsync(Actor actor, FilePolicy request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (!actor.Has(Role.PolicyAdministrator))
        {
            return new NotAllowed("只有政策管理员可以报送备案，请由政策管理员办理。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var path = await PolicyChain.PathAsync(db, ct);
        if (path.Count < 2)
        {
            return new Refused("本机构没有上级机构，不需要备案。");
        }

        var version = await db.Rows.PolicyVersions.AsNoTracking()
            .Where(candidate => candidate.FundingYear == request.FundingYear && candidate.State == PolicyState.Published)
            .OrderByDescending(candidate => candidate.VersionNumber)
            .FirstOrDefaultAsync(ct);
        if (version is null)
        {
            return new Refused($"{request.FundingYear}年度政策还没有发布，发布后才能备案。");
        }

        var now = clock.GetUtcNow();
        var filing = new FilingEntity
        {
            RecipientTenantId = path[^2].Id,
            FundingYear = request.FundingYear,
            LetterNumber = request.LetterNumber.Trim(),
            Title = request.Title.Trim(),
            State = FilingState.Filed,
            Text = version.Text,
            TextSha256 = version.TextSha256,
            PolicyVersionId = version.Id,
            CreatedBy = actor.UserId,
            CreatedAt = now,
            FiledBy = actor.UserId,
            FiledAt = now,
        };
        db.Rows.Add(filing);
        var saved = await db.SaveAsync("FilePolicy", () => $"filing/{filing.Id}", new { filing.LetterNumber, filing.TextSha256 }, null, ct);
        return saved.IsOk ? new FiledPolicy(filing.Id, path[^2].Name) : saved.Problem!;
    }
}
