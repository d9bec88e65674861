using MedInsure.Persistence.Documents;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Documents;

/// <summary>One clause, new or with another text. Another text keeps the old one and makes the clause 未校对.</summary>
/// <param name="Stamp">Of the clause as the person saw it; null for a new one.</param>
public sealed record SaveClause(string Number, string Path, string Text, ClauseForm Form, uint? Stamp = null);

/// <summary>删除 of a clause that came about by a mistake and has no history.</summary>
public sealed record RemoveClause(string Number, string Path);

public sealed class SaveClauseHandler(TenantDb tenantDb, TimeProvider clock)
{
    internal const int LongestText = 20_000;
    private const int LongestPath = 60;

    public async Task<Result<string>> HandleAsync(Actor actor, SaveClause request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        var (path, text) = (ClausePath(request.Path), request.Text.Trim());
        if ((DocumentPermissions.ToWrite(actor) ?? Check(path, text)) is { } problem)
        {
            return problem;
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

        var clause = document.Clauses.Find(one => one.Path == path);
        if (request.Stamp is null && clause is not null)
        {
            return new Conflict($"已经有“{path}”这一条，请直接修改它的文字。");
        }

        if (request.Stamp is not null && clause?.Version != request.Stamp)
        {
            return new Conflict($"“{path}”刚被同事修改或删除，请刷新后再改。");
        }

        if (clause is null)
        {
            clause = new DocumentClauseEntity { Path = path, Text = text, Position = document.Clauses.Select(one => one.Position).DefaultIfEmpty().Max() + 1 };
            document.Clauses.Add(clause);
        }

        (clause.Text, clause.Form, clause.By, clause.At) = (text, request.Form, actor.UserId, clock.GetUtcNow());
        var saved = await db.SaveAsync(nameof(SaveClause), $"document/{document.Id}", new { document.Number, Clause = path }, ct);
        return saved.IsOk ? path : saved.Problem!;
    }

    public async Task<Result<string>> HandleAsync(Actor actor, RemoveClause request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DocumentPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var own = await Library.OwnAsync(db, request.Number, ct);
        if (!own.IsOk)
        {
            return own.Problem!;
        }

        var document = own.Value;
        if (document.Clauses.Find(one => one.Path == request.Path) is not { } clause)
        {
            return new NotFound($"没有“{request.Path}”这一条，请刷新后再试。");
        }

        if ((await CitedClauses.OfAsync(db, document.Number, ct)).Any(citation => citation.Clause == clause.Path))
        {
            return new Refused($"本机构的政策引用了“{clause.Path}”，不能删除；文字有误的，请修改文字。");
        }

        db.Rows.Remove(clause);
        var saved = await db.SaveAsync(nameof(RemoveClause), $"document/{document.Id}", new { document.Number, Clause = clause.Path, clause.Text }, ct);
        return saved.IsOk ? clause.Path : saved.Problem!;
    }

    /// <summary>Brackets as the policies write them: "一(一)".</summary>
    internal static string ClausePath(string typed) => string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter)).Select(letter => letter switch { '（' => '(', '）' => ')', _ => letter }));

    private static Refused? Check(string path, string text) => true switch
    {
        _ when path.Length is 0 or > LongestPath => new Refused($"请填写条款的编号，例如“一(一)”或“附表”，不超过 {LongestPath} 个字。"),
        _ when text.Length == 0 => new Refused("请填写条款的文字。"),
        _ when text.Length > LongestText => new Refused($"条款的文字超过 {LongestText} 字，请按编号拆分。"),
        _ => null,
    };
}
