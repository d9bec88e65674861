using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Documents;

/// <summary>删除 of a mistaken registration: nothing cites it, nothing points to it, and it has no history.</summary>
public sealed record RemoveDocument(string Number);

public sealed class RemoveDocumentHandler(TenantDb tenantDb)
{
    public async Task<Result<string>> HandleAsync(Actor actor, RemoveDocument request, CancellationToken ct)
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

        var row = own.Value;
        if (await CitedClauses.AnyAsync(db, row.Number, ct))
        {
            return new Refused($"本机构的政策引用了 {row.Number}，不能删除。");
        }

        if (await db.Rows.Documents.Where(other => other.Id != row.Id && other.Relations.Any(relation => relation.Number == row.Number)).Select(other => other.Number).FirstOrDefaultAsync(ct) is { } pointing)
        {
            return new Refused($"{pointing} 登记了与 {row.Number} 的关系，不能删除；关系有误的，请先修改该文件的登记。");
        }

        if (await db.Rows.DocumentMarks.AnyAsync(mark => mark.DocumentId == row.Id, ct)
            || await db.Rows.ReadableClausePasts.AnyAsync(past => past.TenantId == row.TenantId && past.DocumentId == row.Id, ct)
            || await db.Rows.DocumentAttachments.AnyAsync(file => file.DocumentId == row.Id, ct))
        {
            return new Refused("这件文件已有校对记录、修改历史或附件，不能删除；登记有误的，请修改登记内容。");
        }

        db.Rows.Remove(row);
        var saved = await db.SaveAsync(nameof(RemoveDocument), $"document/{row.Id}", new { row.Number, row.Title, Clauses = row.Clauses.Count }, ct);
        return saved.IsOk ? row.Number : saved.Problem!;
    }
}
