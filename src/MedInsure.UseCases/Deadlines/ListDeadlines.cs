using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Shell;

namespace MedInsure.UseCases.Deadlines;

/// <summary>时限看板: what has to be done by when in a policy year, and the register of 依据待补.</summary>
public sealed record ListDeadlines(int FundingYear);

/// <param name="Missing">Why the bureau's own policy is not among the sources; null when it is.</param>
/// <param name="CanSet">The person may set dates of the office's own, and who looks after a gap.</param>
/// <param name="CanMark">The person may say that something is done.</param>
/// <param name="People">Whom a gap can be given to; empty for somebody who gives none.</param>
public sealed record DeadlineBoard(
    int FundingYear, string BureauName, DateOnly Today, string? Missing, IReadOnlyList<BoardRow> Rows, IReadOnlyList<WaitingGap> Gaps, bool CanSet, bool CanMark, IReadOnlyList<BoardPerson> People);

/// <param name="Key">Names the deadline for its mark and its paper.</param>
/// <param name="IssuerName">Whose document or whose office sets it.</param>
/// <param name="Office">What an office says about a date of its own; null for one of a document.</param>
/// <param name="Waiting">备案: the bureaus below whose filing is missing; for a date from above this bureau itself.</param>
/// <param name="Done">Null while nobody has marked it as done.</param>
public sealed record BoardRow(string Key, DatedDeadline Deadline, string IssuerName, OfficeWords? Office, IReadOnlyList<string> Waiting, DoneMark? Done)
{
    /// <summary>What has settled it without a mark: "兰医保函〔2020〕6号 已备案"; null while nothing has.</summary>
    public string? Settled { get; init; }

    public bool IsDone => Done is not null || Settled is not null;
}

/// <param name="By">The person of the own bureau, the name of the bureau above: its people are not shown.</param>
public sealed record OfficeWords(long Id, OfficeDeadlineKind Kind, string Reason, string By, DateTimeOffset At)
{
    /// <summary>It is the practice of the bureau above, which alone can change it.</summary>
    public bool IsAbove { get; init; }
}

public sealed record DoneMark(string By, DateTimeOffset At);

public sealed record BoardPerson(long Id, string Name);

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
        var canSet = DeadlinePermissions.ToSet(actor) is null && await ClosedYear.CheckAsync(db.Rows, request.FundingYear, ct) is null;
        return new DeadlineBoard(
            request.FundingYear,
            bureau.Name,
            today,
            board.Missing,
            await DeadlineBoardReading.RowsAsync(db, actor, board, request.FundingYear, today, ct),
            board.Policy is { } policy ? await GapOwners.AddAsync(db, WaitingGaps.Of(policy, bureau.RootRegion, bureau.Code), request.FundingYear, today, ct) : [],
            canSet,
            DeadlinePermissions.ToMark(actor) is null,
            canSet ? await GapOwners.PeopleAsync(db, ct) : []);
    }
}
