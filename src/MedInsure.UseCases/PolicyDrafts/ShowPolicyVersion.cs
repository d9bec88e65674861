using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>One of the bureau's own versions as its page shows it, drafts included.</summary>
public sealed record ShowPolicyVersion(long VersionId);

/// <param name="Stamp">For the next save of the draft.</param>
/// <param name="Makers">Everybody who wrote on it: none of them reviews or publishes it.</param>
/// <param name="Check">What holds it up; of a version that is published or decided on only what was written to its findings.</param>
/// <param name="LastYear">What the bureau published for the year before, for the comparison beside each field; null when there is none.</param>
/// <param name="BasedOn">The own version that it was copied from; null when it began empty or with a file.</param>
/// <param name="RestsOn">Once published: the versions above that count for it, national first.</param>
public sealed record PolicyVersionPage(
    long Id,
    int Number,
    int FundingYear,
    string Title,
    PolicyState State,
    string Text,
    uint Stamp,
    string Sha256,
    IReadOnlyList<string> Makers,
    IReadOnlyList<PolicyEvent> Timeline,
    DraftCheck Check,
    PolicyContent? LastYear,
    PolicyPossibleActs Acts,
    PolicyOrigin? BasedOn,
    IReadOnlyList<PolicyRest> RestsOn);

public sealed record PolicyOrigin(long Id, int FundingYear, int Number, PolicyState State);

public sealed record PolicyRest(long Id, string BureauName, int Number);

/// <param name="Act">Name of the use case.</param>
public sealed record PolicyEvent(string Act, string By, DateTimeOffset At, string? Opinion);

/// <summary>What this person can do with the version now; the page shows these buttons and no others.</summary>
public sealed record PolicyPossibleActs(bool Edit, bool Submit, bool Recall, bool Review, bool Return, bool Publish, bool Withdraw, bool Delete);

public sealed class ShowPolicyVersionHandler(TenantDb tenantDb)
{
    public async Task<Result<PolicyVersionPage>> HandleAsync(Actor actor, ShowPolicyVersion request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var version = await db.Rows.PolicyVersions.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == request.VersionId, ct);
        if (version is null)
        {
            return new NotFound("没有找到这份政策，请回到列表重新选择。");
        }

        var makers = await db.Rows.PolicyMakers.AsNoTracking().Where(maker => maker.VersionId == version.Id)
            .Select(maker => new { maker.UserId, Name = db.Rows.Users.Where(user => user.Id == maker.UserId).Select(user => user.DisplayName).First() }).ToListAsync(ct);
        var ids = await DraftCheck.WithReturnedAsync(db, version, ct);
        var opinions = await db.Rows.PolicyOpinions.AsNoTracking().Where(opinion => ids.Contains(opinion.VersionId)).OrderBy(opinion => opinion.Id)
            .Select(opinion => new PolicyEvent(opinion.Act, db.Rows.Users.Where(user => user.Id == opinion.By).Select(user => user.DisplayName).First(), opinion.At, opinion.Opinion)).ToListAsync(ct);
        var author = await db.Rows.Users.AsNoTracking().Where(user => user.Id == version.AuthorId).Select(user => user.DisplayName).FirstAsync(ct);
        var last = await db.Rows.PolicyVersions.AsNoTracking().Where(other => other.FundingYear == version.FundingYear - 1 && other.State == PolicyState.Published).Select(other => other.Text).FirstOrDefaultAsync(ct);
        var check = await DraftCheck.OfAsync(db, version, version.Text, ct);
        return new PolicyVersionPage(
            version.Id,
            version.VersionNumber,
            version.FundingYear,
            version.Title,
            version.State,
            version.Text,
            version.Version,
            version.TextSha256,
            [.. makers.Select(maker => maker.Name)],
            [new PolicyEvent("CreateDraft", author, version.CreatedAt, null), .. opinions],
            check,
            last is null ? null : PolicyJson.Read(last).Value,
            await ClosedYear.CheckPolicyAsync(db.Rows, version.FundingYear, ct) is not null ? None : Acts(actor, version, makers.Exists(maker => maker.UserId == actor.UserId), opinions.Count > 0, check.IsReady),
            await db.Rows.PolicyVersions.AsNoTracking().Where(origin => origin.Id == version.BasedOnId).Select(origin => new PolicyOrigin(origin.Id, origin.FundingYear, origin.VersionNumber, origin.State)).FirstOrDefaultAsync(ct),
            await RestsOnAsync(db, version.Id, ct));
    }

    private static async Task<IReadOnlyList<PolicyRest>> RestsOnAsync(TenantSession db, long versionId, CancellationToken ct)
    {
        var path = await PolicyChain.PathAsync(db, ct);
        var ids = await db.Rows.PolicyBases.AsNoTracking().Where(row => row.VersionId == versionId).Select(row => row.IssuerVersionId).ToListAsync(ct);
        var versions = await db.Rows.ReadablePolicyVersions.AsNoTracking().Where(version => ids.Contains(version.Id)).Select(version => new { version.Id, version.TenantId, version.VersionNumber }).ToListAsync(ct);
        return [.. from bureau in path join version in versions on bureau.Id equals version.TenantId select new PolicyRest(version.Id, bureau.Name, version.VersionNumber)];
    }

    /// <summary>In a closed year nothing moves.</summary>
    private static PolicyPossibleActs None => new(false, false, false, false, false, false, false, false);

    private static PolicyPossibleActs Acts(Actor actor, PolicyVersionEntity version, bool isMaker, bool hasOpinions, bool isReady)
    {
        var (writes, reviews) = (PolicyPermissions.ToWrite(actor) is null, PolicyPermissions.ToReview(actor) is null && !isMaker);
        var state = version.State;
        return new PolicyPossibleActs(
            Edit: writes && state == PolicyState.Draft,
            Submit: writes && state == PolicyState.Draft && isReady,
            Recall: writes && isMaker && state == PolicyState.InReview && version.ReviewerId is null,
            Review: reviews && state == PolicyState.InReview && version.ReviewerId is null,
            Return: reviews && state == PolicyState.InReview,
            Publish: reviews && state == PolicyState.InReview && version.ReviewerId is not null,
            Withdraw: reviews && state == PolicyState.Published,
            Delete: writes && state == PolicyState.Draft && !hasOpinions);
    }
}
