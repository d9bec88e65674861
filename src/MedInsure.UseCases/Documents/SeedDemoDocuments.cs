using System.Text.Json;
using System.Text.Json.Serialization;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;

namespace MedInsure.UseCases.Documents;

/// <summary>
/// Fills a demonstration's library before its policies are published: each document that a policy names and the library does not have yet, with our own
/// summaries of its clauses (摘要, 未校对) and the damaged passages as 存疑. What people have changed since stays.
/// </summary>
public sealed class SeedDemoDocumentsHandler(TenantDb tenantDb, RegisterDocumentHandler register, SaveClauseHandler clauses, MarkTranscriptionHandler marks)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <param name="summaries">data/documents-2020.json; null registers the documents without clauses.</param>
    /// <returns>How many documents were registered.</returns>
    public async Task<Result<int>> HandleAsync(Actor author, PolicyContent content, string? summaries, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(author);
        ArgumentNullException.ThrowIfNull(content);
        var texts = summaries is null ? [] : JsonSerializer.Deserialize<List<SummarisedDocument>>(summaries, Json)!.ToDictionary(document => document.Number, StringComparer.Ordinal);
        HashSet<string> known;
        await using (var db = await tenantDb.OpenAsync(author, ct))
        {
            known = (await Library.ReadAsync(db, null, ct)).Where(document => !document.IsOwn || !document.Row.Held || document.Row.Clauses.Count > 0 || !texts.ContainsKey(document.Row.Number)).Select(document => document.Row.Number).ToHashSet(StringComparer.Ordinal);
        }

        var registered = 0;
        foreach (var document in content.Documents.Where(document => !known.Contains(DocumentNumber.Key(document.Number))))
        {
            var text = texts.GetValueOrDefault(DocumentNumber.Key(document.Number));
            var entry = new DocumentEntry(document.Number, document.Title, document.Issuers, document.Dated, document.Printed, text?.Openness ?? Openness.NotStated, document.Held, document.Relations);
            var added = await register.HandleAsync(author, new RegisterDocument(entry), ct);
            if (added.Problem is not null and not Conflict)
            {
                return added.Problem;
            }

            registered++;
            if (document.Held && text is not null && await FillAsync(author, document, text, ct) is { } problem)
            {
                return problem;
            }
        }

        return registered;
    }

    private async Task<Problem?> FillAsync(Actor author, PolicyDocument document, SummarisedDocument text, CancellationToken ct)
    {
        foreach (var clause in text.Clauses)
        {
            var saved = await clauses.HandleAsync(author, new SaveClause(text.Number, clause.Path, clause.Text, ClauseForm.Summary), ct);
            if (!saved.IsOk)
            {
                return saved.Problem;
            }
        }

        foreach (var doubtful in document.DoubtfulClauses.Where(path => text.Clauses.Any(clause => clause.Path == path)))
        {
            var marked = await marks.HandleAsync(author, new MarkTranscription(text.Number, doubtful, Transcription.Doubtful, "来文的这一段残缺或不属于本文件，不能作为数值的依据。"), ct);
            if (!marked.IsOk)
            {
                return marked.Problem;
            }
        }

        return null;
    }

    private sealed record SummarisedDocument(string Number, Openness Openness, IReadOnlyList<SummarisedClause> Clauses);

    private sealed record SummarisedClause(string Path, string Text);
}
