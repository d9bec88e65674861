using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Policies;

namespace MedInsure.UseCases.Documents;

/// <summary>A document of the library as the editor of a policy offers it.</summary>
/// <param name="Clauses">In the order of the document.</param>
public sealed record DocumentChoice(string Number, string? Title, IReadOnlyList<string> Issuers, DateOnly? Dated, DateOnly? Printed, bool Held, IReadOnlyList<ClauseChoice> Clauses)
{
    private const int LongestHint = 40;

    internal static async Task<IReadOnlyList<DocumentChoice>> AllAsync(TenantSession db, CancellationToken ct) =>
    [
        .. (await Library.ReadAsync(db, null, ct)).OrderByDescending(document => document.IsOwn).ThenByDescending(document => document.Bureau.Level).ThenBy(document => document.Row.Number, StringComparer.Ordinal)
            .Select(document => new DocumentChoice(
                document.Row.Number,
                document.Row.Title,
                document.Row.Issuers,
                document.Row.Dated,
                document.Row.Printed,
                document.Row.Held,
                [.. document.Row.Clauses.OrderBy(clause => clause.Position).Select(clause => new ClauseChoice(clause.Path, document.Of(clause.Path) == Transcription.Doubtful, Hint(clause.Text)))])),
    ];

    private static string Hint(string text) => text.ReplaceLineEndings(" ") is { Length: > LongestHint } line ? line[..LongestHint] + "……" : text.ReplaceLineEndings(" ");
}

/// <param name="Hint">How its text begins.</param>
public sealed record ClauseChoice(string Path, bool IsDoubtful, string Hint);
