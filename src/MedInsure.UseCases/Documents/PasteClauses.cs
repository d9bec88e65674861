using MedInsure.Persistence.Documents;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Documents;

/// <summary>
/// The whole text at once, divided by its own numbering. A clause that is there and reads the same stays as it is; one that reads otherwise keeps the old
/// text and becomes 未校对; one that the text does not have is left alone and named.
/// </summary>
public sealed record PasteClauses(string Number, string Text, ClauseForm Form);

/// <param name="NotInText">Clauses of the library that the pasted text does not have.</param>
/// <param name="Notes">What a person has to look at.</param>
public sealed record PastedClauses(int Added, int Changed, int Same, IReadOnlyList<string> NotInText, IReadOnlyList<string> Notes);

public sealed class PasteClausesHandler(TenantDb tenantDb, TimeProvider clock)
{
    public const int LongestText = 40_000;

    public async Task<Result<PastedClauses>> HandleAsync(Actor actor, PasteClauses request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DocumentPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        if (request.Text.Length > LongestText)
        {
            return new Refused($"文字超过 {LongestText / 10_000} 万字，不能一次粘贴，请分几次粘贴。");
        }

        var split = ClauseSplitting.Of(request.Text);
        if (split.Clauses.Count == 0)
        {
            return new Refused("没有文字可以拆分，请粘贴文件的全文。");
        }

        if (split.Clauses.FirstOrDefault(clause => clause.Text.Length > SaveClauseHandler.LongestText) is { } huge)
        {
            return new Refused($"“{huge.Path}”超过 {SaveClauseHandler.LongestText} 字，没有保存；请检查编号是否单独成行。");
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
            return new Refused("未收录的文件没有条款；收到文件后，请先把登记改为已收录。");
        }

        // A text without a clause of the library is its continuation: a long document is pasted in parts.
        var goesOn = document.Clauses.TrueForAll(one => split.Clauses.All(piece => piece.Path != one.Path));
        var before = goesOn ? document.Clauses.Select(one => one.Position).DefaultIfEmpty().Max() : 0;
        var rest = goesOn ? [] : document.Clauses.Where(one => split.Clauses.All(piece => piece.Path != one.Path)).OrderBy(one => one.Position).ToList();
        var (added, changed) = (0, 0);
        foreach (var (piece, i) in split.Clauses.Select((piece, i) => (piece, i)))
        {
            var clause = document.Clauses.Find(one => one.Path == piece.Path);
            if (clause is null)
            {
                document.Clauses.Add(new DocumentClauseEntity { Path = piece.Path, Position = before + i + 1, Text = piece.Text, Form = request.Form, By = actor.UserId, At = clock.GetUtcNow() });
                added++;
                continue;
            }

            clause.Position = before + i + 1;
            if (clause.Text != piece.Text || clause.Form != request.Form)
            {
                (clause.Text, clause.Form, clause.By, clause.At) = (piece.Text, request.Form, actor.UserId, clock.GetUtcNow());
                changed++;
            }
        }

        foreach (var (clause, i) in rest.Select((clause, i) => (clause, i)))
        {
            clause.Position = split.Clauses.Count + i + 1;
        }

        var saved = await db.SaveAsync(nameof(PasteClauses), $"document/{document.Id}", new { document.Number, Added = added, Changed = changed }, ct);
        return saved.IsOk ? new PastedClauses(added, changed, split.Clauses.Count - added - changed, [.. rest.Select(clause => clause.Path)], split.Notes) : saved.Problem!;
    }
}
