using System.Text.Json;
using MedInsure.Persistence.Filings;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.PolicyDrafts;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Filings;

/// <summary>备案登记: what the bureau filed upwards, and what the bureaus below filed with it, for a funding year.</summary>
public sealed record ListFilings(int FundingYear);

/// <param name="Duty">What the notice of the level above wants filed, and where; null when it wants nothing.</param>
/// <param name="CanFile">A published version waits to be filed and the person may do it.</param>
/// <param name="Register">One row a bureau below, filed or not; empty for a bureau without any below it.</param>
public sealed record FilingPage(int FundingYear, string? Duty, bool CanFile, IReadOnlyList<FilingRow> Own, IReadOnlyList<RegisterRow> Register);

public enum FilingStanding
{
    /// <summary>未备案</summary>
    None,

    /// <summary>待接收</summary>
    Sent,

    /// <summary>已接收，待审核</summary>
    Received,

    /// <summary>已备案</summary>
    Accepted,

    /// <summary>被退回</summary>
    Returned,

    /// <summary>需重新备案: a newer version has been published since.</summary>
    Outdated,

    /// <summary>已撤回</summary>
    Withdrawn,
}

public sealed record FilingRow(
    long Id,
    int FilerTenantId,
    string LetterNumber,
    string Title,
    IReadOnlyList<string> Recipients,
    FilingStanding Standing,
    DateTimeOffset FiledAt,
    string Sha256,
    IReadOnlyList<FiledCompliance> Compliance,
    IReadOnlyList<FilingStep> Steps);

/// <param name="Act">Name of the act.</param>
public sealed record FilingStep(FilingAct Act, DateTimeOffset At, string? Comment);

/// <param name="Newest">Its newest filing; null when there is none.</param>
/// <param name="CanDecide">The person may receive, accept or return it now.</param>
public sealed record RegisterRow(string BureauName, FilingStanding Standing, FilingRow? Newest, bool CanDecide);

public sealed class ListFilingsHandler(TenantDb tenantDb)
{
    public async Task<Result<FilingPage>> HandleAsync(Actor actor, ListFilings request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var own = await db.Rows.Filings.AsNoTracking().Where(filing => filing.FundingYear == request.FundingYear && filing.FiledAt != null).OrderByDescending(filing => filing.Id).ToListAsync(ct);
        var received = await db.Rows.ReceivedFilings.AsNoTracking().Where(filing => filing.FundingYear == request.FundingYear).OrderByDescending(filing => filing.Id).ToListAsync(ct);
        var decisions = await db.Rows.FilingDecisions.AsNoTracking().ToListAsync(ct);
        decisions.AddRange(await db.Rows.DecisionsOnOwnFilings.AsNoTracking().ToListAsync(ct));
        var published = await db.Rows.PolicyVersions.AsNoTracking().Where(version => version.FundingYear == request.FundingYear && version.State == PolicyState.Published).Select(version => version.Id).ToListAsync(ct);
        var below = await db.Rows.Bureaus.AsNoTracking().Where(bureau => bureau.ParentId == actor.TenantId).OrderBy(bureau => bureau.Id).ToListAsync(ct);
        var above = await Policies.PolicyChain.AboveAsync(db, request.FundingYear, ct);
        var duty = above.IsOk ? above.Value.SelectMany(policy => policy.Issued.Content.MustFile).LastOrDefault() : null;

        var rows = own.ConvertAll(filing => Row(filing, decisions));
        var decides = PolicyPermissions.ToReview(actor) is null;
        var register = below.Select(bureau =>
        {
            var newest = received.Find(filing => filing.TenantId == bureau.Id && filing.State != FilingState.Withdrawn) is { } filing ? Row(filing, decisions) : null;
            return new RegisterRow(bureau.Name, newest?.Standing ?? FilingStanding.None, newest, decides && newest?.Standing is FilingStanding.Sent or FilingStanding.Received);
        });
        var waits = published.Count > 0 && !own.Exists(filing => filing.State == FilingState.Filed && published.Contains(filing.PolicyVersionId ?? 0) && Row(filing, decisions).Standing != FilingStanding.Returned);
        return new FilingPage(
            request.FundingYear,
            duty is null ? null : $"{duty.What}，报{string.Join("、", duty.Recipients)}备案",
            waits && above.IsOk && above.Value.Count > 0 && PolicyPermissions.ToWrite(actor) is null,
            rows,
            [.. register]);
    }

    private static FilingRow Row(FilingEntity filing, List<FilingDecisionEntity> decisions)
    {
        var steps = decisions.Where(decision => decision.FilerTenantId == filing.TenantId && decision.FilingId == filing.Id).DistinctBy(decision => decision.Id).OrderBy(decision => decision.Id)
            .Select(decision => new FilingStep(decision.Act, decision.At, decision.Comment)).ToList();
        var standing = filing.State switch
        {
            FilingState.Withdrawn => FilingStanding.Withdrawn,
            FilingState.Superseded => FilingStanding.Outdated,
            _ => steps.Count == 0 ? FilingStanding.Sent : steps[^1].Act switch { FilingAct.Accept => FilingStanding.Accepted, FilingAct.Return => FilingStanding.Returned, _ => FilingStanding.Received },
        };
        return new FilingRow(
            filing.Id,
            filing.TenantId,
            filing.LetterNumber,
            filing.Title,
            filing.Recipients,
            standing,
            filing.FiledAt!.Value,
            filing.TextSha256,
            filing.Compliance is null ? [] : JsonSerializer.Deserialize<List<FiledCompliance>>(filing.Compliance, FilePolicyHandler.ReportJson)!,
            steps);
    }
}
