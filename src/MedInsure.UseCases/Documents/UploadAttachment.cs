using System.Security.Cryptography;
using MedInsure.Persistence.Documents;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Documents;

/// <summary>The document's own file. It is kept as it came, with its SHA-256, and never changed or removed.</summary>
/// <param name="Content">Read once, to the limit and no further.</param>
public sealed record UploadAttachment(string Number, string FileName, Stream Content);

/// <param name="Note">Null, or that the same file is there already, here or with another document.</param>
public sealed record UploadedAttachment(string FileName, string Sha256, bool IsNew, string? Note);

public sealed class UploadAttachmentHandler(TenantDb tenantDb, TimeProvider clock)
{
    public const int MaxBytes = DocumentAttachmentEntity.MaxBytes;

    private const int LongestName = 200;

    public static Refused TooLarge { get; } = new("文件超过 20 MB，不能上传；请压缩扫描件，或分成几个文件。");

    public async Task<Result<UploadedAttachment>> HandleAsync(Actor actor, UploadAttachment request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DocumentPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        var name = PlainName(request.FileName);
        var received = await UploadedFile.ReceiveAsync(request.Content, name, new SheetLimits { MaxFileBytes = MaxBytes }, ct);
        if (!received.IsOk)
        {
            return received.Problem == SheetRefusal.Empty ? new Refused("文件是空的，没有保存，请核对后重新上传。") : TooLarge;
        }

        var bytes = received.Value.Content;
        var kind = AttachmentKind.Of(name, bytes);
        if (!kind.IsOk)
        {
            return kind.Problem!;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var own = await Library.OwnAsync(db, request.Number, ct);
        if (!own.IsOk)
        {
            return own.Problem!;
        }

        var document = own.Value;
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var same = await db.Rows.DocumentAttachments.AsNoTracking().Where(file => file.Sha256 == hash)
            .Select(file => new { file.DocumentId, file.FileName, file.At, Number = db.Rows.Documents.Where(other => other.Id == file.DocumentId).Select(other => other.Number).First() }).ToListAsync(ct);
        if (same.Find(file => file.DocumentId == document.Id) is { } here)
        {
            return new UploadedAttachment(here.FileName, hash, false, $"这份文件已于 {ChinaTime.Text(here.At)} 以“{here.FileName}”上传，没有重复保存。");
        }

        var attachment = new DocumentAttachmentEntity { DocumentId = document.Id, FileName = name, MediaType = kind.Value, Length = bytes.Length, Sha256 = hash, By = actor.UserId, At = clock.GetUtcNow() };
        db.Rows.Add(attachment);
        var saved = await db.SaveAsync(nameof(UploadAttachment), () => $"document/{document.Id}", new { document.Number, attachment.FileName, attachment.Length, Sha256 = hash }, connection => StoreAsync(connection, attachment.Id, bytes, ct), ct);
        return saved.IsOk
            ? new UploadedAttachment(name, hash, true, same.Count == 0 ? null : $"同一份文件也是 {same[0].Number} 的附件，请核对是否传错。")
            : saved.Problem!;
    }

    /// <summary>After the row that names them: the database compares the two.</summary>
    private static async Task StoreAsync(Npgsql.NpgsqlConnection connection, long id, byte[] bytes, CancellationToken ct)
    {
        await using var store = new Npgsql.NpgsqlCommand("INSERT INTO document_attachment_content (tenant_id, attachment_id, bytes) VALUES (app.tid(), $1, $2)", connection);
        store.Parameters.AddWithValue(id);
        store.Parameters.AddWithValue(bytes);
        await store.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A name to show and to keep: no folders, no control characters, not too long.</summary>
    private static string PlainName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Where(letter => !char.IsControl(letter))).Trim();
        return plain.Length <= LongestName ? plain : plain[..(LongestName - 10)] + Path.GetExtension(plain);
    }
}

/// <summary>The file as it came. Every download leaves an audit row.</summary>
public sealed record DownloadAttachment(long Id);

public sealed class DownloadAttachmentHandler(TenantDb tenantDb)
{
    public async Task<Result<DownloadedFile>> HandleAsync(Actor actor, DownloadAttachment request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DocumentPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var found = await db.Rows.ReadableAttachments.AsNoTracking().Where(file => file.Id == request.Id)
            .Join(db.Rows.ReadableAttachmentContents, file => new { file.TenantId, file.Id }, content => new { content.TenantId, Id = content.AttachmentId }, (file, content) => new { File = file, content.Bytes }).FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return new NotFound("没有找到这个附件，请刷新后再试。");
        }

        var saved = await db.SaveAsync(nameof(DownloadAttachment), $"document/{found.File.DocumentId}", new { found.File.FileName, found.File.Sha256 }, ct);
        return saved.IsOk ? new DownloadedFile(found.File.FileName, found.File.MediaType, found.Bytes) : saved.Problem!;
    }
}
