using MedInsure.Persistence.Documents;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Documents;

/// <summary>登记文件: a new document in the bureau's own library. One that a bureau above has may be registered again; then the own copy counts.</summary>
public sealed record RegisterDocument(DocumentEntry Entry);

/// <summary>修改登记 of an own document.</summary>
/// <param name="Number">As it is registered now.</param>
/// <param name="Stamp">Of what the person began with.</param>
public sealed record ChangeDocument(string Number, DocumentEntry Entry, uint Stamp);

/// <summary>登记到文件库 in one click: a document as an own policy names it.</summary>
public sealed record RegisterNamedDocument(string Number);

public sealed class RegisterDocumentHandler(TenantDb tenantDb, TimeProvider clock)
{
    /// <returns>The number in its one form.</returns>
    public async Task<Result<string>> HandleAsync(Actor actor, RegisterDocument request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DocumentPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        var clean = request.Entry.Clean();
        if (!clean.IsOk)
        {
            return clean.Problem!;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        return await AddAsync(db, actor, clean.Value, nameof(RegisterDocument), ct);
    }

    public async Task<Result<string>> HandleAsync(Actor actor, RegisterNamedDocument request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DocumentPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (await NamedDocuments.FindAsync(db, DocumentNumber.Key(request.Number), ct) is not { } entry)
        {
            return new NotFound("本机构的政策中没有写这件文件，请按“登记文件”逐项填写。");
        }

        var clean = entry.Clean();
        return clean.IsOk ? await AddAsync(db, actor, clean.Value, nameof(RegisterNamedDocument), ct) : clean.Problem!;
    }

    public async Task<Result<string>> HandleAsync(Actor actor, ChangeDocument request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DocumentPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        var clean = request.Entry.Clean();
        if (!clean.IsOk)
        {
            return clean.Problem!;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var own = await Library.OwnAsync(db, request.Number, ct);
        if (!own.IsOk)
        {
            return own.Problem!;
        }

        var (row, entry) = (own.Value, clean.Value);
        if (row.Version != request.Stamp)
        {
            return new Conflict("这件文件刚被同事修改，请刷新后再改。");
        }

        if (entry.Number != row.Number && await CitedClauses.AnyAsync(db, row.Number, ct))
        {
            return new Refused($"本机构的政策已经引用 {row.Number}，文号不能修改；文号有误的，请先改正政策中的文号。");
        }

        if (!entry.Held && row.Clauses.Count > 0)
        {
            return new Refused("这件文件已经录入条款，不能改为未收录。");
        }

        var before = new { row.Number, row.Title, row.Issuers, row.Dated, row.Printed, Openness = row.Openness.ToString(), row.Held };
        entry.WriteTo(row);
        (row.By, row.At) = (actor.UserId, clock.GetUtcNow());
        var saved = await db.SaveAsync(nameof(ChangeDocument), $"document/{row.Id}", new { Before = before, After = entry.Number }, ct);
        return saved.IsOk ? row.Number : saved.Problem!;
    }

    private async Task<Result<string>> AddAsync(TenantSession db, Actor actor, DocumentEntry entry, string act, CancellationToken ct)
    {
        if (await db.Rows.Documents.AnyAsync(document => document.Number == entry.Number, ct))
        {
            return new Conflict($"{entry.Number} 已经登记，请直接打开这件文件修改，不要重复登记。");
        }

        var row = new DocumentEntity { Number = entry.Number, By = actor.UserId, At = clock.GetUtcNow() };
        entry.WriteTo(row);
        db.Rows.Add(row);
        var saved = await db.SaveAsync(act, () => $"document/{row.Id}", new { row.Number, row.Held }, null, ct);
        return saved.IsOk ? row.Number : saved.Problem!;
    }
}
