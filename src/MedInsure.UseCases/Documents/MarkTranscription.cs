using MedInsure.Persistence.Documents;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Documents;

/// <summary>
/// 校对 of a clause or of the whole document. Each mark stays with who and when. The whole as 已校对 marks each clause that was 未校对 as well; a doubtful one is left for a decision of its own.
/// </summary>
/// <param name="Path">Empty for the whole document.</param>
/// <param name="Note">Required with 存疑: what is doubtful.</param>
public sealed record MarkTranscription(string Number, string Path, Transcription Transcription, string? Note);

public sealed class MarkTranscriptionHandler(TenantDb tenantDb, TimeProvider clock)
{
    private const int LongestNote = 500;

    /// <returns>How many clauses were marked along with the whole.</returns>
    public async Task<Result<int>> HandleAsync(Actor actor, MarkTranscription request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
        if (DocumentPermissions.ToMark(actor) is { } problem)
        {
            return problem;
        }

        if (request.Transcription == Transcription.Doubtful && note is null)
        {
            return new Refused("标为存疑时，请写明哪里存疑、依据什么判断。");
        }

        if (note?.Length > LongestNote)
        {
            return new Refused($"说明超过 {LongestNote} 字，请写得简短些。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var own = await Library.OwnAsync(db, request.Number, ct);
        if (!own.IsOk)
        {
            return own.Problem!;
        }

        var document = own.Value;
        if (!document.Held)
        {
            return new Refused("未收录的文件没有可以校对的文字；收到文件后，请先把登记改为已收录。");
        }

        if (request.Path.Length > 0 && document.Clauses.TrueForAll(clause => clause.Path != request.Path))
        {
            return new NotFound($"没有“{request.Path}”这一条，请刷新后再试。");
        }

        var along = request is { Path.Length: 0, Transcription: Transcription.Checked } ? await UncheckedAsync(db, document, ct) : [];
        var now = clock.GetUtcNow();
        db.Rows.AddRange(along.Append(request.Path).Select(path => new DocumentMarkEntity { DocumentId = document.Id, Path = path, Transcription = request.Transcription, Note = note, By = actor.UserId, At = now }));
        var saved = await db.SaveAsync(nameof(MarkTranscription), $"document/{document.Id}", new { document.Number, Clause = request.Path.Length == 0 ? DocumentWords.Whole : request.Path, Mark = request.Transcription.ToString(), Note = note, Along = along.Count }, ct);
        return saved.IsOk ? along.Count : saved.Problem!;
    }

    private static async Task<IReadOnlyList<string>> UncheckedAsync(TenantSession db, DocumentEntity document, CancellationToken ct)
    {
        var marks = await db.Rows.DocumentMarks.AsNoTracking().Where(mark => mark.DocumentId == document.Id).OrderBy(mark => mark.Id).ToListAsync(ct);
        var last = marks.GroupBy(mark => mark.Path, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Transcription, StringComparer.Ordinal);
        return [.. document.Clauses.Where(clause => last.GetValueOrDefault(clause.Path, Transcription.Unchecked) == Transcription.Unchecked).OrderBy(clause => clause.Position).Select(clause => clause.Path)];
    }
}
