using System.Security.Cryptography;
using System.Text;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Sheets;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>读回修改后的表: shows what was changed by hand in a workbook. Nothing is written; <see cref="ApplyPolicySheets"/> does that.</summary>
public sealed record ReadPolicySheets(long VersionId, UploadedFile File);

/// <param name="Id">For <see cref="ApplyPolicySheets.Take"/>.</param>
/// <param name="Place">"资助标准 I8"; the sheet alone for a row that is gone.</param>
/// <param name="Before">Empty for an added row.</param>
/// <param name="After">Empty for a removed row.</param>
public sealed record SheetLine(string Id, ChangeKind Kind, string Place, string Item, string Before, string After);

/// <summary>双方都改过.</summary>
/// <param name="Now">What the draft says by now.</param>
/// <param name="CanBeTaken">False where the draft has no such row any more.</param>
public sealed record SheetConflictLine(SheetLine Line, string Now, bool CanBeTaken);

/// <param name="File">For the application, which reads it again.</param>
/// <param name="Stamp">Of the draft that it was compared with.</param>
/// <param name="Fingerprint">Of what is shown: the application refuses to write anything else.</param>
/// <param name="Changes">手工修改清单: what the application will write.</param>
/// <param name="Done">How many changes the draft has already.</param>
/// <param name="Theirs">What the draft itself became since the export.</param>
public sealed record ReadSheets(
    UploadedFile File,
    uint Stamp,
    string Fingerprint,
    IReadOnlyList<SheetLine> Changes,
    IReadOnlyList<SheetConflictLine> Conflicts,
    IReadOnlyList<SheetError> Errors,
    IReadOnlyList<string> Notes,
    IReadOnlyList<PolicyChange> Theirs,
    int Done)
{
    public bool CanApply => Errors.Count == 0 && (Changes.Count > 0 || Conflicts.Any(conflict => conflict.CanBeTaken));
}

public sealed class ReadPolicySheetsHandler(TenantDb tenantDb)
{
    public async Task<Result<ReadSheets>> HandleAsync(Actor actor, ReadPolicySheets request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var against = await PolicySheetsAgainstDraft.OfAsync(db, actor, request.VersionId, request.File, ct);
        return against.IsOk ? Shown(against.Value, request.File) : against.Problem!;
    }

    internal static ReadSheets Shown(PolicySheetsAgainstDraft against, UploadedFile file)
    {
        var merge = against.Merge(new HashSet<string>());
        IReadOnlyList<SheetError> errors = against.Errors.Count > 0 ? against.Errors : merge.Errors;
        IReadOnlyList<SheetLine> changes = errors.Count > 0 ? [.. against.Reading.Changes.Select(Line)] : [.. merge.Taken.Select(Line)];
        IReadOnlyList<SheetConflictLine> conflicts = errors.Count > 0 ? [] : [.. merge.Conflicts.Select(conflict => new SheetConflictLine(Line(conflict.Change), conflict.Now is { } now ? Text(now, conflict.Change) : "（草稿中已没有这一行）", conflict.CanBeTaken))];
        var theirs = PolicyRedline.Compare(against.Book.Exported, against.Names(against.Book.Exported), against.Draft, against.Names(against.Draft));
        var shown = string.Join('\n', changes.Concat(conflicts.Select(conflict => conflict.Line)).Select(line => line.ToString()));
        return new ReadSheets(
            file,
            against.Version.Version,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown))),
            changes,
            conflicts,
            errors,
            [.. against.Book.Notes, .. against.Reading.Notes],
            theirs,
            against.Reading.Changes.Count - merge.Taken.Count - merge.Conflicts.Count);
    }

    private static SheetLine Line(SheetChange change) => new(
        change.Id,
        change.Kind,
        change.Cell is null ? change.Sheet : $"{change.Sheet} {change.Cell}",
        change.Column is null ? change.Label : $"{change.Label} {change.Column}",
        Text(change.Before, change),
        Text(change.After, change));

    private static string Text(SheetValue? value, SheetChange change) => value is null ? string.Empty : value.Text.Length == 0 && change.Kind == ChangeKind.Changed ? "（空）" : value.Text;
}
