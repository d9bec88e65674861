using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Documents;

/// <summary>One document with its clauses, their history, who cites them, its files and its place in the chain.</summary>
public sealed record ShowDocument(string Number);

/// <param name="Stamp">For changing the registration.</param>
/// <param name="WholeMarks">Marks of the document as a whole, newest first.</param>
/// <param name="PointedToBy">Documents of the library that have a relation to this one.</param>
/// <param name="Chain">From the top down.</param>
/// <param name="CitedWithoutClause">Citations of clauses that the library does not have.</param>
public sealed record DocumentPage(
    DocumentRow Row,
    uint Stamp,
    bool Held,
    IReadOnlyList<ClauseMark> WholeMarks,
    IReadOnlyList<ClauseRow> Clauses,
    IReadOnlyList<DocumentFile> Files,
    IReadOnlyList<DocumentRelation> PointedToBy,
    IReadOnlyList<IReadOnlyList<ChainLink>> Chain,
    IReadOnlyList<ClauseCitation> CitedWithoutClause,
    bool CanWrite,
    bool CanMark);

/// <param name="By">Who wrote the text as it reads now.</param>
/// <param name="Marks">Newest first; empty for one that nobody looked at.</param>
/// <param name="Earlier">What it read before, newest first.</param>
public sealed record ClauseRow(
    string Path, string Text, ClauseForm Form, Transcription Transcription, string By, DateTimeOffset At, uint Stamp, IReadOnlyList<ClauseMark> Marks, IReadOnlyList<EarlierText> Earlier, IReadOnlyList<ClauseCitation> CitedBy);

public sealed record ClauseMark(Transcription Transcription, string? Note, string By, DateTimeOffset At);

/// <param name="By">Who had written it.</param>
public sealed record EarlierText(string Text, ClauseForm Form, string By, DateTimeOffset At, DateTimeOffset ReplacedAt);

public sealed record DocumentFile(long Id, string Name, string MediaType, int Length, string Sha256, string By, DateTimeOffset At);

/// <param name="Row">Null for a document that is only pointed to.</param>
public sealed record ChainLink(string Number, IReadOnlyList<DocumentRelation> Upward, DocumentRow? Row);

public sealed class ShowDocumentHandler(TenantDb tenantDb)
{
    public async Task<Result<DocumentPage>> HandleAsync(Actor actor, ShowDocument request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DocumentPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var number = DocumentNumber.Key(request.Number);
        var all = await Library.ReadAsync(db, null, ct);
        if (all.FirstOrDefault(document => document.Row.Number == number) is not { } shown)
        {
            return new NotFound($"政策文件库中没有 {number}，可以先登记这件文件。");
        }

        var (id, tenant) = (shown.Row.Id, shown.Row.TenantId);
        var people = shown.IsOwn ? await db.Rows.Users.AsNoTracking().Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct) : [];
        string Name(long user) => people.GetValueOrDefault(user) ?? shown.Bureau.Name;
        var marks = (await db.Rows.ReadableDocumentMarks.AsNoTracking().Where(mark => mark.TenantId == tenant && mark.DocumentId == id).OrderByDescending(mark => mark.Id).ToListAsync(ct))
            .ToLookup(mark => mark.Path, mark => new ClauseMark(mark.Transcription, mark.Note, Name(mark.By), mark.At), StringComparer.Ordinal);
        var earlier = (await db.Rows.ReadableClausePasts.AsNoTracking().Where(past => past.TenantId == tenant && past.DocumentId == id).OrderByDescending(past => past.Id).ToListAsync(ct))
            .ToLookup(past => past.Path, past => new EarlierText(past.Text, past.Form, Name(past.By), past.At, past.ReplacedAt), StringComparer.Ordinal);
        var files = await db.Rows.ReadableAttachments.AsNoTracking().Where(file => file.TenantId == tenant && file.DocumentId == id).OrderBy(file => file.Id).ToListAsync(ct);
        var cited = (await CitedClauses.OfAsync(db, number, ct)).ToLookup(citation => citation.Clause, StringComparer.Ordinal);
        var paths = shown.Row.Clauses.Select(clause => clause.Path).ToHashSet(StringComparer.Ordinal);
        return new DocumentPage(
            ListDocumentsHandler.Row(shown, files.Count),
            shown.Row.Version,
            shown.Row.Held,
            [.. marks[""]],
            [
                .. shown.Row.Clauses.OrderBy(clause => clause.Position).ThenBy(clause => clause.Id).Select(clause => new ClauseRow(
                    clause.Path, clause.Text, clause.Form, shown.Of(clause.Path), Name(clause.By), clause.At, clause.Version, [.. marks[clause.Path]], [.. earlier[clause.Path]], [.. cited[clause.Path]])),
            ],
            [.. files.Select(file => new DocumentFile(file.Id, file.FileName, file.MediaType, file.Length, file.Sha256, Name(file.By), file.At))],
            [.. all.SelectMany(other => other.Row.Relations.Where(relation => relation.Number == number).Select(relation => new DocumentRelation { Kind = relation.Kind, Number = other.Row.Number }))],
            Chain(number, all),
            [.. cited.Where(group => !paths.Contains(group.Key)).SelectMany(group => group)],
            shown.IsOwn && DocumentPermissions.ToWrite(actor) is null,
            shown.IsOwn && DocumentPermissions.ToMark(actor) is null);
    }

    private static IReadOnlyList<IReadOnlyList<ChainLink>> Chain(string number, IReadOnlyList<LibraryDocument> all)
    {
        var rows = all.ToDictionary(document => document.Row.Number, document => ListDocumentsHandler.Row(document, 0), StringComparer.Ordinal);
        return
        [
            .. DocumentChain.Of(number, rows.Values.Select(row => new LinkedDocument(row.Number, row.Relations)))
                .Select(layer => (IReadOnlyList<ChainLink>)[.. layer.Select(node => new ChainLink(node.Number, node.Upward, rows.GetValueOrDefault(node.Number)))]),
        ];
    }
}
