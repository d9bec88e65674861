using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>政策版本: the bureau's own versions of a funding year, newest first, and what the bureaus above have published since.</summary>
public sealed record ListPolicyVersions(int FundingYear);

/// <param name="CanRoll">Last year's policy is published and this year has none: 年度结转 is possible.</param>
/// <param name="CanWrite">The person may begin a version, none is open, and the year is not closed.</param>
public sealed record PolicyVersionList(int FundingYear, IReadOnlyList<PolicyVersionRow> Versions, IReadOnlyList<UpdatedAbove> Updates, bool CanRoll, bool CanWrite);

public sealed record PolicyVersionRow(long Id, int Number, string Title, PolicyState State, string Author, DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt, string Sha256);

/// <summary>上级政策已更新: a bureau above has a newer version than the one on which this bureau's policy rests.</summary>
public sealed record UpdatedAbove(string BureauName, long CountsId, int CountsNumber, long NewestId, int NewestNumber, DateTimeOffset? PublishedAt);

public sealed class ListPolicyVersionsHandler(TenantDb tenantDb)
{
    public async Task<Result<PolicyVersionList>> HandleAsync(Actor actor, ListPolicyVersions request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var versions = await db.Rows.PolicyVersions.AsNoTracking()
            .Where(version => version.FundingYear == request.FundingYear)
            .OrderByDescending(version => version.VersionNumber)
            .Select(version => new PolicyVersionRow(
                version.Id,
                version.VersionNumber,
                version.Title,
                version.State,
                db.Rows.Users.Where(user => user.Id == version.AuthorId).Select(user => user.DisplayName).First(),
                version.CreatedAt,
                version.PublishedAt,
                version.TextSha256))
            .ToListAsync(ct);
        var lastYear = await db.Rows.PolicyVersions.AnyAsync(version => version.FundingYear == request.FundingYear - 1 && version.State == PolicyState.Published, ct);
        var updates = await PolicyChain.UpdatedAboveAsync(db, request.FundingYear, ct);
        return new PolicyVersionList(
            request.FundingYear,
            versions,
            [.. updates.Select(pair => new UpdatedAbove(pair.Newest.Issued.TenantName, pair.Counts.VersionId, pair.Counts.Issued.Version, pair.Newest.VersionId, pair.Newest.Issued.Version, pair.Newest.PublishedAt))],
            lastYear && versions.Count == 0,
            PolicyPermissions.ToWrite(actor) is null && await ClosedYear.CheckPolicyAsync(db.Rows, request.FundingYear, ct) is null && versions.TrueForAll(version => version.State is not (PolicyState.Draft or PolicyState.InReview)));
    }
}
