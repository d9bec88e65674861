using MedInsure.Persistence.Model;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>Who wrote a figure last.</summary>
internal sealed record LastWriter(RegionCode Region, EnrolmentBasis Enrolment, long? UserId, string Name, long? Before, long? After, DateTimeOffset At);

internal static class LastWriters
{
    /// <summary>The latest change of each cell in these units, from the history that the database keeps.</summary>
    public static async Task<IReadOnlyList<LastWriter>> ReadAsync(
        MedInsureContext rows, int year, HeadcountBasis basis, IReadOnlyCollection<RegionCode> units, CancellationToken ct)
    {
        var changes = rows.HeadcountChanges.AsNoTracking().Where(change => change.FundingYear == year && change.Basis == basis && units.Contains(change.RegionCode));
        var latest = await changes
            .Where(change => change.Id == changes
                .Where(other => other.RegionCode == change.RegionCode && other.EnrolmentBasis == change.EnrolmentBasis)
                .Max(other => other.Id))
            .ToListAsync(ct);
        var people = await rows.Users.AsNoTracking().Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        return [.. latest.Select(change => new LastWriter(
            change.RegionCode,
            change.EnrolmentBasis,
            change.ChangedBy,
            people.GetValueOrDefault(change.ChangedBy ?? 0, "系统"),
            change.PersonsBefore,
            change.PersonsAfter,
            change.ChangedAt))];
    }
}
