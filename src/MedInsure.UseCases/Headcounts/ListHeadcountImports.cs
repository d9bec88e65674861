using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>导入记录: the files that were uploaded for a year, the newest first. A person limited to regions sees own files only.</summary>
public sealed record ListHeadcountImports(int FundingYear);

/// <param name="IsCut">There are older imports than those listed.</param>
public sealed record HeadcountImportList(int FundingYear, IReadOnlyList<PastImport> Imports, bool IsCut);

/// <param name="By">Who uploaded it; 系统 for nobody known.</param>
/// <param name="Rows">Filled-in rows of the file.</param>
/// <param name="WrongRows">Those with at least one error when the file was last checked.</param>
/// <param name="CommittedAt">Null while its figures are not in.</param>
/// <param name="MayTakeErrors">The file is still kept, has errors and this person may have it back with them.</param>
/// <param name="MayGoOn">Checked and clean, not in yet, and this person may confirm it.</param>
public sealed record PastImport(
    long BatchId,
    string FileName,
    HeadcountBasis Basis,
    string By,
    DateTimeOffset At,
    int Rows,
    int WrongRows,
    PastImportState State,
    DateTimeOffset? CommittedAt,
    bool MayTakeErrors,
    bool MayGoOn)
{
    public int RightRows => Rows - WrongRows;
}

public enum PastImportState
{
    HasErrors,
    Waiting,
    Committed,
    Abandoned,
}

public sealed class ListHeadcountImportsHandler(TenantDb tenantDb)
{
    private const int MaxImports = 200;

    public async Task<Result<HeadcountImportList>> HandleAsync(Actor actor, ListHeadcountImports request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if ((HeadcountPowers.Reading(actor) ?? FundingYears.Check(request.FundingYear)) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var ownOnly = actor.RegionScope.Count > 0;
        // Without the files themselves: twenty megabytes each.
        var batches = await db.Rows.ImportBatches.AsNoTracking()
            .Where(batch => batch.FundingYear == request.FundingYear && batch.Template.StartsWith(HeadcountTemplate.Id + "/") && (!ownOnly || batch.CreatedBy == actor.UserId))
            .OrderByDescending(batch => batch.Id)
            .Take(MaxImports + 1)
            .Select(batch => new
            {
                batch.Id,
                batch.Template,
                batch.FileName,
                batch.CreatedBy,
                batch.CreatedAt,
                batch.RowCount,
                batch.ErrorCount,
                batch.State,
                batch.CommittedAt,
                IsKept = batch.File != null,
            })
            .ToListAsync(ct);
        var people = await db.Rows.Users.AsNoTracking().Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        return new HeadcountImportList(
            request.FundingYear,
            [.. batches.Take(MaxImports).Select(batch =>
            {
                var basis = HeadcountImports.BasisOf(batch.Template);
                var mayWrite = batch.IsKept && HeadcountPowers.Writing(actor, basis) is null;
                return new PastImport(
                    batch.Id,
                    batch.FileName,
                    basis,
                    people.GetValueOrDefault(batch.CreatedBy, "系统"),
                    batch.CreatedAt,
                    batch.RowCount,
                    batch.ErrorCount,
                    StateOf(batch.State),
                    batch.CommittedAt,
                    mayWrite && batch.State == ImportState.HasErrors,
                    mayWrite && StateOf(batch.State) == PastImportState.Waiting);
            })],
            batches.Count > MaxImports);
    }

    private static PastImportState StateOf(ImportState state) => state switch
    {
        ImportState.HasErrors => PastImportState.HasErrors,
        ImportState.Uploaded or ImportState.Validated => PastImportState.Waiting,
        ImportState.Committed => PastImportState.Committed,
        ImportState.Abandoned => PastImportState.Abandoned,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
