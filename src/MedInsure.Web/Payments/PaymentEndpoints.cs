using MedInsure.UseCases.Access;
using MedInsure.UseCases.Contributions;
using MedInsure.UseCases.Payments;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.Web.Access;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace MedInsure.Web.Payments;

/// <summary>Files of the tax office and the bank come and go by plain requests, beside the circuit.</summary>
public static class PaymentEndpoints
{
    /// <summary>Room for the form around a file.</summary>
    private const long Around = 64 * 1024;

    public static void MapPayments(this WebApplication app)
    {
        var contributions = app.MapGroup("/contributions").RequireAuthorization(PageAccess.Business);
        contributions.MapPost("/upload", UploadAsync).RequireFormToken().RequireRateLimiting(RateLimits.Upload).WithMetadata(new RequestSizeLimitAttribute(UploadContributionsHandler.MaxBytes + Around));
        // POST with the form's token, because the files hold numbers of people and each download leaves an audit row.
        contributions.MapPost("/{batch:long}/faults", FaultsAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
        var payments = app.MapGroup("/payments").RequireAuthorization(PageAccess.Business);
        payments.MapPost("/{batch:long}/file", FileAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
        payments.MapPost("/{batch:long}/answers", AnswersAsync).RequireFormToken().RequireRateLimiting(RateLimits.Upload).WithMetadata(new RequestSizeLimitAttribute(BookPaymentFileHandler.Limits.MaxFileBytes + Around));
    }

    private static Task<FileAnswer> UploadAsync(HttpContext http, UploadContributionsHandler upload, int coverage, CancellationToken ct) => ReceiveAsync(
        http,
        async file =>
        {
            var kept = await upload.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new UploadContributions(coverage, file.Name, file.Content), ct);
            return kept.IsOk ? new FileAnswer(kept.Value.BatchId, kept.Value.IsNew, kept.Value.Sentence) : FileAnswer.Refused(kept.Problem.Sentence);
        },
        ct);

    private static Task<FileAnswer> AnswersAsync(HttpContext http, BookPaymentFileHandler book, long batch, CancellationToken ct) => ReceiveAsync(
        http,
        async sent =>
        {
            var file = await UploadedFile.ReceiveAsync(sent.Content, UploadedFile.PlainName(sent.Name), BookPaymentFileHandler.Limits, ct);
            var booked = file.IsOk ? await book.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new BookPaymentFile(batch, file.Value), ct) : file.Problem;
            return booked.IsOk ? new FileAnswer(batch, true, booked.Value.Sentence) : FileAnswer.Refused(booked.Problem);
        },
        ct);

    private static Task<FileAnswer> ReceiveAsync(HttpContext http, Func<(string Name, Stream Content), Task<FileAnswer>> take, CancellationToken ct) =>
        FileRequests.ReceiveAsync(http, take, FileAnswer.Refused, "没有收到文件。请选择文件后再上传。", UploadContributionsHandler.TooLarge.Sentence, ct);

    private static async Task<IResult> FaultsAsync(HttpContext http, DownloadContributionFaultsHandler faults, long batch, CancellationToken ct) =>
        FileRequests.Answer(http, await faults.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadContributionFaults(batch), ct));

    private static async Task<IResult> FileAsync(HttpContext http, DownloadPaymentFileHandler download, long batch, [FromForm] string? form, CancellationToken ct) =>
        FileRequests.Answer(http, await download.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadPaymentFile(batch, form == "csv"), ct));
}
