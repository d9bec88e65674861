using MedInsure.Persistence.Filings;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Filings;

/// <summary>备案登记: what the bureau filed upwards, and what the bureaus below filed with it, for a funding year.</summary>
public sealed record ListFilings(int FundingYear);

/// <param name="Above">Name of the bureau that keeps the filings; null for the national bureau.</param>
/// <param name="Asked">What the documents of the levels above want filed; empty when they want nothing.</param>
/// <param name="ToFile">The published version that waits to be filed, if the person may file it.</param>
/// <param name="Register">One row a bureau below, filed or not; empty for a bureau without any below it.</param>
public sealed record FilingPage(
    int FundingYear, string BureauName, string? Above, IReadOnlyList<FilingAsked> Asked, VersionToFile? ToFile, IReadOnlyList<OwnFiling> Own, IReadOnlyList<RegisterRow> Register)
{
    /// <summary>By when the bureau above wants it (内部口径); null where it has set no date.</summary>
    public FilingDate? Due { get; init; }

    /// <summary>Why nothing can be said of the duties yet: a bureau above has no policy of the year. Null otherwise.</summary>
    public string? NothingAbove { get; init; }

    public bool CanFile => ToFile is not null;
}

/// <param name="Recipients">The offices that the letter goes to.</param>
public sealed record VersionToFile(int VersionNumber, string Title, string Sha256, IReadOnlyList<string> Recipients);

/// <param name="CanWithdraw">The person may take it back now.</param>
public sealed record OwnFiling(FilingRow Row, bool CanWithdraw);

public sealed class ListFilingsHandler(TenantDb tenantDb, TimeProvider clock)
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
        var path = await PolicyChain.PathAsync(db, ct);
        var above = await PolicyChain.AboveAsync(db, request.FundingYear, ct);
        var issued = above.IsOk ? above.Value.Select(policy => policy.Issued).ToList() : [];
        var parent = path.Count > 1 ? path[^2].Name : null;
        var today = ChinaTime.Date(clock.GetUtcNow());
        var open = await ClosedYear.CheckAsync(db.Rows, request.FundingYear, ct) is null;
        var rows = await FilingRows.LoadAsync(db, ct);
        var own = await db.Rows.Filings.AsNoTracking().Where(filing => filing.FundingYear == request.FundingYear && filing.FiledAt != null).OrderByDescending(filing => filing.Id).ToListAsync(ct);
        var filings = own.ConvertAll(rows.Of);
        var writes = open && PolicyPermissions.ToWrite(actor) is null;
        var waiting = writes && issued.Count > 0 ? await WaitingAsync(db, request.FundingYear, own, filings, ct) : null;
        return new FilingPage(
            request.FundingYear,
            path[^1].Name,
            parent,
            FilingDuties.Of(issued),
            waiting is null || parent is null ? null : new VersionToFile(waiting.VersionNumber, waiting.Title, waiting.TextSha256, FilingDuties.Recipients(issued, parent)),
            filings.ConvertAll(row => new OwnFiling(row, writes && row.Standing is (FilingStanding.Sent or FilingStanding.Received))),
            await FilingRegister.ReadAsync(db, rows, request.FundingYear, today, open && PolicyPermissions.ToReview(actor) is null, ct))
        {
            NothingAbove = above.Problem?.Sentence,
            Due = await FilingDate.OfAsync(db, request.FundingYear, today, ct),
        };
    }

    /// <summary>The published version, unless a filing of it lies with the bureau above.</summary>
    private static async Task<PolicyVersionEntity?> WaitingAsync(TenantSession db, int fundingYear, List<FilingEntity> own, List<FilingRow> rows, CancellationToken ct)
    {
        var version = await db.Rows.PolicyVersions.AsNoTracking()
            .Where(candidate => candidate.FundingYear == fundingYear && candidate.State == PolicyState.Published)
            .OrderByDescending(candidate => candidate.VersionNumber)
            .FirstOrDefaultAsync(ct);
        return version is null || own.Zip(rows).Any(pair => pair.First.PolicyVersionId == version.Id && !pair.Second.Standing.IsMissing()) ? null : version;
    }
}
