using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Documents;

/// <summary>政策文件库: the own documents and those of the bureaus above.</summary>
/// <param name="Text">In the number, the title or a clause.</param>
/// <param name="Issuer">One of the issuing bodies.</param>
/// <param name="Year">The year that the number bears.</param>
/// <param name="RelatedTo">A number that it points to, or that points to it.</param>
public sealed record ListDocuments(string? Text = null, string? Issuer = null, int? Year = null, DocumentStatus? Status = null, string? RelatedTo = null);

public enum DocumentStatus
{
    /// <summary>未收录: pointed to and not held.</summary>
    NotHeld,

    /// <summary>存疑: the whole, or at least one clause.</summary>
    Doubtful,

    /// <summary>未校对: at least one clause, or not divided into clauses.</summary>
    Unchecked,

    /// <summary>已校对: the whole and each clause.</summary>
    Checked,
}

/// <param name="Issuers">All issuing bodies of the library, for the filter.</param>
/// <param name="Total">Documents before the filter.</param>
/// <param name="Unregistered">Documents that own policies name and the library does not have.</param>
public sealed record DocumentList(
    string BureauName, IReadOnlyList<DocumentRow> Rows, IReadOnlyList<string> Issuers, IReadOnlyList<int> Years, int Total, IReadOnlyList<UnregisteredDocument> Unregistered, bool CanWrite);

public sealed record DocumentRow(
    string Number,
    string? Title,
    IReadOnlyList<string> Issuers,
    DateOnly? Dated,
    DateOnly? Printed,
    Openness Openness,
    DocumentStatus Status,
    int Clauses,
    int DoubtfulClauses,
    int Files,
    string BureauName,
    bool IsOwn,
    IReadOnlyList<DocumentRelation> Relations);

/// <param name="NamedBy">"2020年度第1版" and so on.</param>
public sealed record UnregisteredDocument(string Number, string? Title, string NamedBy);

public sealed class ListDocumentsHandler(TenantDb tenantDb)
{
    public async Task<Result<DocumentList>> HandleAsync(Actor actor, ListDocuments request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DocumentPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var all = await Library.ReadAsync(db, null, ct);
        var files = (await db.Rows.ReadableAttachments.AsNoTracking().GroupBy(file => file.DocumentId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct)).ToDictionary(group => group.Key, group => group.Count);
        var related = request.RelatedTo is null ? null : Related(all, DocumentNumber.Key(request.RelatedTo));
        var text = request.Text?.Trim();
        return new DocumentList(
            (await db.Rows.Bureaus.AsNoTracking().FirstAsync(bureau => bureau.Id == db.Rows.TenantId, ct)).Name,
            [
                .. all.Where(document => string.IsNullOrEmpty(text) || Contains(document, text))
                    .Where(document => request.Issuer is null || document.Row.Issuers.Contains(request.Issuer))
                    .Where(document => request.Year is null || DocumentNumber.YearOf(document.Row.Number) == request.Year)
                    .Where(document => request.Status is null || StatusOf(document) == request.Status)
                    .Where(document => related is null || related.Contains(document.Row.Number))
                    .OrderByDescending(document => document.IsOwn).ThenByDescending(document => document.Bureau.Level).ThenByDescending(document => document.Row.Held)
                    .ThenByDescending(document => DocumentNumber.YearOf(document.Row.Number)).ThenBy(document => document.Row.Number, StringComparer.Ordinal)
                    .Select(document => Row(document, files.GetValueOrDefault(document.Row.Id))),
            ],
            [.. all.SelectMany(document => document.Row.Issuers).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. all.Select(document => DocumentNumber.YearOf(document.Row.Number)).OfType<int>().Distinct().OrderDescending()],
            all.Count,
            await UnregisteredAsync(db, all, ct),
            DocumentPermissions.ToWrite(actor) is null);
    }

    internal static DocumentRow Row(LibraryDocument document, int files) => new(
        document.Row.Number,
        document.Row.Title,
        document.Row.Issuers,
        document.Row.Dated,
        document.Row.Printed,
        document.Row.Openness,
        StatusOf(document),
        document.Row.Clauses.Count,
        document.Row.Clauses.Count(clause => document.Of(clause.Path) == Transcription.Doubtful),
        files,
        document.Bureau.Name,
        document.IsOwn,
        [.. document.Row.Relations.OrderBy(relation => relation.Kind).ThenBy(relation => relation.Number, StringComparer.Ordinal).Select(relation => new DocumentRelation { Kind = relation.Kind, Number = relation.Number })]);

    internal static DocumentStatus StatusOf(LibraryDocument document)
    {
        var clauses = document.Row.Clauses.Select(clause => document.Of(clause.Path)).ToList();
        return true switch
        {
            _ when !document.Row.Held => DocumentStatus.NotHeld,
            _ when document.Whole == Transcription.Doubtful || clauses.Contains(Transcription.Doubtful) => DocumentStatus.Doubtful,
            _ when document.Whole == Transcription.Checked && clauses.All(clause => clause == Transcription.Checked) => DocumentStatus.Checked,
            _ => DocumentStatus.Unchecked,
        };
    }

    private static bool Contains(LibraryDocument document, string text) =>
        document.Row.Number.Contains(DocumentNumber.Key(text), StringComparison.Ordinal)
        || document.Row.Title?.Contains(text, StringComparison.Ordinal) == true
        || document.Row.Clauses.Any(clause => clause.Text.Contains(text, StringComparison.Ordinal));

    private static HashSet<string> Related(IReadOnlyList<LibraryDocument> all, string number) =>
    [
        .. all.Where(document => document.Row.Relations.Any(relation => relation.Number == number)).Select(document => document.Row.Number),
        .. all.Where(document => document.Row.Number == number).SelectMany(document => document.Row.Relations).Select(relation => relation.Number),
    ];

    private static async Task<IReadOnlyList<UnregisteredDocument>> UnregisteredAsync(TenantSession db, IReadOnlyList<LibraryDocument> all, CancellationToken ct)
    {
        var known = all.Select(document => document.Row.Number).ToHashSet(StringComparer.Ordinal);
        var versions = await db.Rows.PolicyVersions.AsNoTracking().Where(version => version.State == PolicyState.Draft || version.State == PolicyState.InReview || version.State == PolicyState.Published)
            .OrderByDescending(version => version.Id).Select(version => new { version.FundingYear, version.VersionNumber, version.Text }).ToListAsync(ct);
        return
        [
            .. from version in versions
               from document in CitedClauses.Named(version.Text)
               where !known.Contains(document.Number)
               group (document, version) by document.Number into same
               select new UnregisteredDocument(
                   same.Key,
                   same.First().document.Document.TryGetProperty("title", out var title) && title.ValueKind == System.Text.Json.JsonValueKind.String ? title.GetString() : null,
                   string.Join("、", same.Select(entry => $"{entry.version.FundingYear}年度第{entry.version.VersionNumber}版").Distinct())),
        ];
    }
}
