using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.Documents;
using MedInsure.Web.Access;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace MedInsure.Web.Documents;

/// <summary>What an upload came to.</summary>
/// <param name="Sha256">Null when the file was refused.</param>
/// <param name="Sentence">The refusal, or what there is to say of a file that was kept.</param>
public sealed record AttachmentAnswer(string? FileName, string? Sha256, string? Sentence);

/// <summary>Attachments come and go by plain requests: POST with the form's token, because both leave an audit row.</summary>
public static class DocumentFileEndpoints
{
    public static void MapDocumentFiles(this WebApplication app)
    {
        var files = app.MapGroup("/documents").RequireAuthorization(PageAccess.Business);
        // The file's limit and some room for the form around it.
        files.MapPost("/upload", UploadAsync).RequireFormToken().RequireRateLimiting(RateLimits.Upload).WithMetadata(new RequestSizeLimitAttribute(UploadAttachmentHandler.MaxBytes + (64 * 1024)));
        files.MapPost("/files/{id:long}", DownloadAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
    }

    private static Task<AttachmentAnswer> UploadAsync(HttpContext http, UploadAttachmentHandler upload, string number, CancellationToken ct) => FileRequests.ReceiveAsync(
        http,
        async file =>
        {
            var kept = await upload.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new UploadAttachment(number, file.Name, file.Content), ct);
            return kept.IsOk ? new AttachmentAnswer(kept.Value.FileName, kept.Value.Sha256, kept.Value.Note) : new AttachmentAnswer(null, null, kept.Problem!.Sentence);
        },
        sentence => new AttachmentAnswer(null, null, sentence),
        "没有收到文件。请选择文件后再上传。",
        UploadAttachmentHandler.TooLarge.Sentence,
        ct);

    /// <summary>Always as a file to keep and never shown in the page, whatever its kind says.</summary>
    private static async Task<IResult> DownloadAsync(HttpContext http, DownloadAttachmentHandler download, long id, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var outcome = await download.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadAttachment(id), ct);
        return outcome.Match(file => Results.File(file.Content, file.ContentType, file.FileName), FileRequests.Refuse);
    }
}
