using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Deadlines;

/// <summary>内部口径: who in the office looks for what a gap lacks, and until when.</summary>
/// <param name="Owner">Name of the person, or the free words; null when only a date is set, or when all was taken back.</param>
/// <param name="OwnerId">The person; null for free words.</param>
/// <param name="Age">How the date stands to today; null without a date.</param>
public sealed record GapOwner(string? Owner, long? OwnerId, DateOnly? Due, DeadlineAge? Age, string By, DateTimeOffset At)
{
    /// <summary>It takes back what was said before.</summary>
    public bool IsEmpty => Owner is null && Due is null;
}

internal static class GapOwners
{
    /// <summary>The gaps with what the office said about them, what presses first.</summary>
    public static async Task<IReadOnlyList<WaitingGap>> AddAsync(TenantSession db, IReadOnlyList<WaitingGap> gaps, int fundingYear, DateOnly today, CancellationToken ct)
    {
        var all = await AllAsync(db, fundingYear, today, ct);
        return [.. gaps.Select(gap => With(gap, [.. all[(gap.Issuer, gap.Gap.Id)]])).OrderBy(gap => gap.Office?.Age is not { IsPressing: true }).ThenBy(gap => gap.Office?.Age is { IsPressing: true } ? gap.Office.Due : null)];

        static WaitingGap With(WaitingGap gap, IReadOnlyList<GapOwner> history) => gap with { Office = history is [{ IsEmpty: false } newest, ..] ? newest : null, History = history };
    }

    /// <summary>What counts, by the code of the issuer and the gap's id.</summary>
    public static async Task<IReadOnlyDictionary<(string Issuer, string Gap), GapOwner>> NewestAsync(TenantSession db, int fundingYear, DateOnly today, CancellationToken ct) =>
        (await AllAsync(db, fundingYear, today, ct)).Where(gap => !gap.First().IsEmpty).ToDictionary(gap => gap.Key, gap => gap.First());

    /// <summary>The bureau's people who do its business, and so can look for a document.</summary>
    public static async Task<IReadOnlyList<BoardPerson>> PeopleAsync(TenantSession db, CancellationToken ct) =>
        await db.Rows.Users.AsNoTracking()
            .Where(user => user.DisabledAt == null && db.Rows.UserRoles.Any(role => role.UserId == user.Id && role.Role != Role.Auditor && role.Role != Role.SystemAdministrator))
            .OrderBy(user => user.DisplayName)
            .Select(user => new BoardPerson(user.Id, user.DisplayName))
            .ToListAsync(ct);

    private static async Task<ILookup<(string Issuer, string Gap), GapOwner>> AllAsync(TenantSession db, int fundingYear, DateOnly today, CancellationToken ct)
    {
        var rows = await db.Rows.GapAssignments.AsNoTracking().Where(row => row.FundingYear == fundingYear).OrderByDescending(row => row.Id).ToListAsync(ct);
        var people = rows.Count == 0 ? [] : await db.Rows.Users.AsNoTracking().Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        return rows.ToLookup(row => (row.Issuer, row.GapId), row => Of(row, people, today));
    }

    internal static GapOwner Of(GapAssignmentEntity row, IReadOnlyDictionary<long, string> people, DateOnly today) => new(
        row.OwnerId is { } owner ? people.GetValueOrDefault(owner, "—") : row.OwnerWords,
        row.OwnerId,
        row.Due,
        row.Due is { } due ? DeadlineAge.Of(due, today) : null,
        people.GetValueOrDefault(row.By, "—"),
        row.At);
}
