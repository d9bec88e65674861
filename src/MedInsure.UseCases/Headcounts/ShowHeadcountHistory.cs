using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>Every change of one unit's figures in a year, all bases, the newest first.</summary>
public sealed record ShowHeadcountHistory(int FundingYear, string RegionCode);

/// <param name="IsCut">There are older changes than those listed.</param>
public sealed record HeadcountHistory(RegionCode Code, string Name, int FundingYear, IReadOnlyList<HeadcountHistoryEntry> Entries, bool IsCut);

/// <param name="By">The person's name; 系统 for what nobody typed.</param>
/// <param name="Before">Null when the figure was entered for the first time on that as-of date.</param>
/// <param name="After">Null when it was removed.</param>
/// <param name="FileName">The imported file; null for what was typed or copied.</param>
public sealed record HeadcountHistoryEntry(
    DateTimeOffset At,
    string By,
    HeadcountBasis Basis,
    EnrolmentBasis Enrolment,
    DateOnly AsOf,
    long? Before,
    long? After,
    string? Source,
    string? FileName);

public sealed class ShowHeadcountHistoryHandler(TenantDb tenantDb)
{
    private const int MaxEntries = 200;

    public async Task<Result<HeadcountHistory>> HandleAsync(Actor actor, ShowHeadcountHistory request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((HeadcountPowers.Reading(actor) ?? FundingYears.Check(request.FundingYear)) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var units = await FundingUnits.ReadAsync(db.Rows, actor, request.FundingYear, ct);
        var unit = units.Find(request.RegionCode);
        if (!unit.IsOk)
        {
            return unit.Problem;
        }

        var changes = await db.Rows.HeadcountChanges.AsNoTracking()
            .Where(change => change.FundingYear == request.FundingYear && change.RegionCode == unit.Value.Code)
            .OrderByDescending(change => change.Id)
            .Take(MaxEntries + 1)
            .ToListAsync(ct);
        var people = await db.Rows.Users.AsNoTracking().Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        var batches = changes.Select(change => change.ImportBatchId).OfType<long>().Distinct().ToList();
        var files = await db.Rows.ImportBatches.AsNoTracking().Where(batch => batches.Contains(batch.Id))
            .Select(batch => new { batch.Id, batch.FileName }).ToDictionaryAsync(batch => batch.Id, batch => batch.FileName, ct);
        return new HeadcountHistory(
            unit.Value.Code,
            unit.Value.Name,
            request.FundingYear,
            [.. changes.Take(MaxEntries).Select(change => new HeadcountHistoryEntry(
                change.ChangedAt,
                people.GetValueOrDefault(change.ChangedBy ?? 0, "系统"),
                change.Basis,
                change.EnrolmentBasis,
                change.AsOf,
                change.PersonsBefore,
                change.PersonsAfter,
                change.Source,
                change.ImportBatchId is { } batch ? files.GetValueOrDefault(batch) : null))],
            changes.Count > MaxEntries);
    }
}
