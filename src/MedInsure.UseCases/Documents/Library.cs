using MedInsure.Persistence.Documents;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;
using MedInsure.UseCases.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Documents;

/// <summary>A document as this bureau reads it: its own, or that of a bureau above.</summary>
/// <param name="LastMarks">By path, "" for the document as a whole.</param>
internal sealed record LibraryDocument(DocumentEntity Row, BureauEntity Bureau, bool IsOwn, IReadOnlyDictionary<string, DocumentMarkEntity> LastMarks)
{
    public Transcription Whole => Of("");

    /// <summary>Without a mark it is 未校对.</summary>
    public Transcription Of(string path) => LastMarks.GetValueOrDefault(path)?.Transcription ?? Transcription.Unchecked;
}

/// <summary>What the library says to the other features: the own documents and those of the bureaus above, one of each number.</summary>
internal static class Library
{
    /// <summary>
    /// Of several that have a document the own copy counts, then that of the nearest bureau above; but one that is held before one that is not: whoever cites is
    /// responsible for what he read.
    /// </summary>
    /// <param name="numbers">Null for all.</param>
    public static async Task<IReadOnlyList<LibraryDocument>> ReadAsync(TenantSession db, IReadOnlyCollection<string>? numbers, CancellationToken ct)
    {
        var path = await PolicyChain.PathAsync(db, ct);
        var bureaus = path.ToDictionary(bureau => bureau.Id);
        var nearness = path.Select((bureau, i) => (bureau.Id, i)).ToDictionary(entry => entry.Id, entry => path.Count - entry.i);
        var query = db.Rows.ReadableDocuments.AsNoTracking().Include(document => document.Relations).Include(document => document.Clauses).AsSplitQuery().IgnoreQueryFilters();
        var rows = await (numbers is null ? query : query.Where(document => numbers.Contains(document.Number))).ToListAsync(ct);
        var chosen = rows.Where(row => bureaus.ContainsKey(row.TenantId)).GroupBy(row => row.Number, StringComparer.Ordinal)
            .Select(same => same.OrderByDescending(row => row.Held).ThenBy(row => nearness[row.TenantId]).First()).ToList();
        var ids = chosen.Select(row => row.Id).ToList();
        var marks = (await db.Rows.ReadableDocumentMarks.AsNoTracking()
                .Where(mark => ids.Contains(mark.DocumentId) && !db.Rows.ReadableDocumentMarks.Any(later => later.TenantId == mark.TenantId && later.DocumentId == mark.DocumentId && later.Path == mark.Path && later.Id > mark.Id))
                .ToListAsync(ct))
            .ToLookup(mark => (mark.TenantId, mark.DocumentId));
        return [.. chosen.Select(row => new LibraryDocument(row, bureaus[row.TenantId], row.TenantId == db.Rows.TenantId, marks[(row.TenantId, row.Id)].ToDictionary(mark => mark.Path, StringComparer.Ordinal)))];
    }

    /// <summary>What the checks of a draft ask of its documents.</summary>
    public static async Task<IReadOnlyList<DocumentOnFile>> OnFileAsync(TenantSession db, PolicyContent content, CancellationToken ct)
    {
        var documents = await ReadAsync(db, Numbers(content), ct);
        return
        [
            .. documents.Select(document => new DocumentOnFile(
                document.Row.Number, document.Whole, [.. document.Row.Clauses.OrderBy(clause => clause.Position).Select(clause => new ClauseOnFile(clause.Path, document.Of(clause.Path)))])
            {
                Held = document.Row.Held,
            }),
        ];
    }

    /// <summary>The clauses' texts for whoever shows what a value rests on.</summary>
    public static async Task<ClauseTexts> TextsAsync(TenantSession db, IEnumerable<PolicyContent> contents, CancellationToken ct) =>
        new(await ReadAsync(db, [.. contents.SelectMany(Numbers).Distinct(StringComparer.Ordinal)], ct));

    /// <summary>The bureau's own document, tracked, with its relations and clauses.</summary>
    public static async Task<Result<DocumentEntity>> OwnAsync(TenantSession db, string number, CancellationToken ct)
    {
        var key = DocumentNumber.Key(number);
        if (await db.Rows.Documents.Include(document => document.Relations).Include(document => document.Clauses).AsSplitQuery().FirstOrDefaultAsync(document => document.Number == key, ct) is { } own)
        {
            return own;
        }

        return await db.Rows.ReadableDocuments.AnyAsync(document => document.Number == key, ct)
            ? new NotAllowed("这件文件由上级机构登记，本机构只能查看；需要修改的，请联系上级机构，或由本机构另行登记。")
            : new NotFound("政策文件库中没有这件文件，请刷新列表后重新选择。");
    }

    private static List<string> Numbers(PolicyContent content) => [.. content.Documents.Select(document => DocumentNumber.Key(document.Number))];
}

/// <summary>Texts of the library by document number and clause.</summary>
internal sealed class ClauseTexts(IReadOnlyList<LibraryDocument> documents)
{
    private readonly Dictionary<(string, string), DocumentClauseEntity> clauses =
        documents.SelectMany(document => document.Row.Clauses.Select(clause => (document.Row.Number, clause))).ToDictionary(entry => (entry.Number, entry.clause.Path), entry => entry.clause);

    /// <summary>Null where the library has no such clause.</summary>
    public DocumentClauseEntity? Of(string? number, string? clause) =>
        number is null || clause is null ? null : clauses.GetValueOrDefault((DocumentNumber.Key(number), clause));
}
