using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Filings;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Deadlines;

/// <summary>时限看板: what has to be done by when in a policy year, and the register of 依据待补.</summary>
public sealed record ListDeadlines(int FundingYear);

/// <param name="Missing">Why the bureau's own policy is not among the sources; null when it is.</param>
/// <param name="CanSet">The person may set dates of the office's own.</param>
/// <param name="CanMark">The person may say that something is done.</param>
public sealed record DeadlineBoard(
    int FundingYear, string BureauName, DateOnly Today, string? Missing, IReadOnlyList<BoardRow> Rows, IReadOnlyList<WaitingGap> Gaps, bool CanSet, bool CanMark);

/// <param name="Key">Names the deadline for its mark and its paper.</param>
/// <param name="IssuerName">Whose document sets it.</param>
/// <param name="Office">What the office says about a date of its own; null for one of a document.</param>
/// <param name="Waiting">备案: the bureaus below whose filing is missing.</param>
/// <param name="Done">Null while it is not done.</param>
public sealed record BoardRow(string Key, DatedDeadline Deadline, string IssuerName, OfficeWords? Office, IReadOnlyList<string> Waiting, DoneMark? Done);

public sealed record OfficeWords(long Id, OfficeDeadlineKind Kind, string Reason, string By, DateTimeOffset At);

public sealed record DoneMark(string By, DateTimeOffset At);

public sealed class ListDeadlinesHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<DeadlineBoard>> HandleAsync(Actor actor, ListDeadlines request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DeadlinePermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var today = ChinaTime.Date(clock.GetUtcNow());
        var board = await DeadlineBoardReading.DatedAsync(db, actor, request.FundingYear, today, ct);
        var bureau = (await PolicyChain.PathAsync(db, ct))[^1];
        var people = await db.Rows.Users.AsNoTracking().Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        var done = await db.Rows.DeadlinesDone.AsNoTracking().Where(mark => mark.FundingYear == request.FundingYear).ToDictionaryAsync(mark => mark.DeadlineKey, ct);
        var office = board.Office.ToDictionary(row => DeadlineKey.OfOffice(row.Id));
        var waiting = board.Office.Any(row => row.Kind == OfficeDeadlineKind.Filing) ? await WaitingAsync(db, request.FundingYear, today, ct) : [];
        var open = await ClosedYear.CheckAsync(db.Rows, request.FundingYear, ct) is null;
        return new DeadlineBoard(
            request.FundingYear,
            bureau.Name,
            today,
            board.Missing,
            [.. board.Dated.Select(deadline =>
            {
                var key = DeadlineKey.Of(deadline, actor);
                var own = office.GetValueOrDefault(key);
                return new BoardRow(
                    key,
                    deadline,
                    own is null ? board.Policy!.Chain.First(issued => issued.Tenant == deadline.Issuer).TenantName : bureau.Name,
                    own is null ? null : new OfficeWords(own.Id, own.Kind, own.Reason, people.GetValueOrDefault(own.By, "—"), own.At),
                    own?.Kind == OfficeDeadlineKind.Filing ? waiting : [],
                    done.GetValueOrDefault(key) is { } mark ? new DoneMark(people.GetValueOrDefault(mark.By, "—"), mark.At) : null);
            })],
            board.Policy is { } policy ? WaitingGaps.Of(policy, bureau.RootRegion, bureau.Code) : [],
            open && DeadlinePermissions.ToSet(actor) is null,
            open && DeadlinePermissions.ToMark(actor) is null);
    }

    private static async Task<IReadOnlyList<string>> WaitingAsync(TenantSession db, int fundingYear, DateOnly today, CancellationToken ct) =>
        [.. (await FilingRegister.ReadAsync(db, await FilingRows.LoadAsync(db, ct), fundingYear, today, false, ct))
            .Where(row => row.Standing.IsMissing()).Select(row => $"{row.BureauName}（{FilingWords.Of(row.Standing)}）")];
}
