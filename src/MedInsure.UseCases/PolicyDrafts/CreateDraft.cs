using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

public enum DraftStart
{
    /// <summary>空白</summary>
    Empty,

    /// <summary>另一版本的内容</summary>
    Copy,

    /// <summary>年度结转: last year's policy one year on, every value 未确认</summary>
    Roll,
}

/// <summary>Begins a new version of a year. One draft at a time: two would be two truths of one year.</summary>
/// <param name="FromVersionId">For <see cref="DraftStart.Copy"/>: an own version of the same year.</param>
public sealed record CreateDraft(int FundingYear, DraftStart Start, long? FromVersionId = null);

public sealed record CreatedDraft(long VersionId, int VersionNumber);

public sealed class CreateDraftHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<CreatedDraft>> HandleAsync(Actor actor, CreateDraft request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        if (request.FundingYear is < 2000 or > 2100)
        {
            return new Refused($"{request.FundingYear} 不是合理的财政补助年度，请填写四位年份。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var versions = await db.Rows.PolicyVersions.AsNoTracking().Where(version => version.FundingYear == request.FundingYear).ToListAsync(ct);
        if (await HinderedAsync(db, request.FundingYear, ct) is { } hindered)
        {
            return hindered;
        }

        var path = await PolicyChain.PathAsync(db, ct);
        var start = await StartAsync(db, path, request, ct);
        if (!start.IsOk)
        {
            return start.Problem!;
        }

        var (content, basedOn) = start.Value;
        var text = PolicyJson.Write(content);
        var hash = PolicyJson.HashOfText(text);
        var now = clock.GetUtcNow();
        var draft = new PolicyVersionEntity
        {
            FundingYear = request.FundingYear,
            VersionNumber = versions.Select(version => version.VersionNumber).DefaultIfEmpty(0).Max() + 1,
            BasedOnId = basedOn,
            Title = content.Title,
            State = PolicyState.Draft,
            Text = text,
            TextSha256 = hash,
            ContentHash = hash,
            AuthorId = actor.UserId,
            CreatedAt = now,
        };
        db.Rows.Add(draft);
        var saved = await db.SaveAsync("CreateDraft", () => $"policy/{draft.Id}", new { draft.FundingYear, draft.VersionNumber, request.Start, BasedOn = basedOn }, null, ct);
        return saved.IsOk ? new CreatedDraft(draft.Id, draft.VersionNumber) : saved.Problem!;
    }

    /// <summary>Why no version of a year can be begun, empty or with a file: the year is over, or one is open already. Null when it can.</summary>
    internal static async Task<Problem?> HinderedAsync(TenantSession db, int year, CancellationToken ct)
    {
        if (await ClosedYear.CheckPolicyAsync(db.Rows, year, ct) is { } closed)
        {
            return closed;
        }

        var open = await db.Rows.PolicyVersions.AsNoTracking().Where(version => version.FundingYear == year && (version.State == PolicyState.Draft || version.State == PolicyState.InReview))
            .Select(version => new { version.State, version.VersionNumber }).FirstOrDefaultAsync(ct);
        return open is null ? null : new Conflict($"{year}年度已有一份{PolicyStateWords.Of(open.State)}（第 {open.VersionNumber} 版），请继续办理那一份；不再需要时，请先删除或退回。");
    }

    private static async Task<Result<(PolicyContent Content, long? BasedOn)>> StartAsync(TenantSession db, IReadOnlyList<BureauEntity> path, CreateDraft request, CancellationToken ct)
    {
        var own = path[^1];
        switch (request.Start)
        {
            case DraftStart.Empty:
                return (new PolicyContent
                {
                    Format = 1,
                    Tenant = own.Code,
                    Parent = path.Count > 1 ? path[^2].Code : null,
                    Title = $"{own.Name}{request.FundingYear}年度城乡居民医疗保障政策",
                    Year = new PolicyYear { Funding = request.FundingYear },
                }, null);

            case DraftStart.Copy:
                var source = await db.Rows.PolicyVersions.AsNoTracking().FirstOrDefaultAsync(version => version.Id == request.FromVersionId, ct);
                if (source is null || source.FundingYear != request.FundingYear)
                {
                    return new NotFound("没有找到要沿用的版本，请回到列表重新选择。");
                }

                var read = PolicyJson.Read(source.Text);
                return read.IsOk ? (read.Value, source.Id) : new Refused("要沿用的版本还没有填完整，不能作为新版本的底稿。");

            default:
                var last = await db.Rows.PolicyVersions.AsNoTracking()
                    .Where(version => version.FundingYear == request.FundingYear - 1 && version.State == PolicyState.Published)
                    .FirstOrDefaultAsync(ct);
                return last is null
                    ? new Refused($"{request.FundingYear - 1}年度政策还没有发布，不能结转；请先发布上一年度政策，或从空白开始。")
                    : (PolicyRoll.Next(PolicyJson.Read(last.Text).Value), last.Id);
        }
    }
}
