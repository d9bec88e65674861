using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.Web.Access;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace MedInsure.Web.Headcounts;

/// <summary>Files do not travel through the circuit: template, upload and annotated file are plain requests of a signed-in person.</summary>
public static class HeadcountEndpoints
{
    /// <summary>The file's limit and some room for the form around it.</summary>
    private const long RequestLimit = (20L * 1024 * 1024) + (64 * 1024);

    public static void MapHeadcounts(this WebApplication app)
    {
        var files = app.MapGroup("/headcounts").RequireAuthorization(PageAccess.Business);
        files.MapGet("/template", TemplateAsync).RequireRateLimiting(RateLimits.Export);
        files.MapGet("/import/{batch:long}/errors", ErrorsAsync).RequireRateLimiting(RateLimits.Export);
        // POST with the form's token, because an export leaves an audit entry.
        files.MapPost("/export", ExportAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
        files.MapPost("/upload", ImportAsync).RequireFormToken().RequireRateLimiting(RateLimits.Upload).WithMetadata(new RequestSizeLimitAttribute(RequestLimit));
    }

    private static async Task<IResult> TemplateAsync(HttpContext http, DownloadHeadcountTemplateHandler template, int year, string? form, CancellationToken ct)
    {
        var kind = form switch { "csv" => TemplateForm.Csv, "csv-gb18030" => TemplateForm.CsvGb18030, _ => TemplateForm.Xlsx };
        return FileRequests.Answer(http, await template.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadHeadcountTemplate(year, kind), ct));
    }

    private static async Task<IResult> ErrorsAsync(HttpContext http, DownloadImportErrorsHandler errors, long batch, CancellationToken ct) =>
        FileRequests.Answer(http, await errors.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadImportErrors(batch), ct));

    private static async Task<IResult> ExportAsync(HttpContext http, ExportHeadcountsHandler export, [AsParameters] ExportForm form, CancellationToken ct)
    {
        var request = new ExportHeadcounts(
            form.Year, HeadcountAddress.BasisOf(form.Basis), HeadcountFilter.Of(form.Q, form.Show, form.City), form.Form == "csv" ? HeadcountExportForm.Csv : HeadcountExportForm.Xlsx);
        return FileRequests.Answer(http, await export.HandleAsync(SignedInPerson.Of(http.User)!.Actor, request, ct));
    }

    /// <summary>Answers with the import's number, or with the sentence why there is none.</summary>
    private static Task<FileAnswer> ImportAsync(HttpContext http, UploadHeadcountsHandler upload, int year, string? basis, CancellationToken ct) => FileRequests.ReceiveAsync(
        http,
        async file =>
        {
            var request = new UploadHeadcounts(year, HeadcountAddress.BasisOf(basis), file.Name, file.Content);
            var outcome = await upload.HandleAsync(SignedInPerson.Of(http.User)!.Actor, request, ct);
            return outcome.IsOk ? new FileAnswer(outcome.Value.BatchId, true, null) : FileAnswer.Refused(outcome.Problem);
        },
        FileAnswer.Refused,
        "没有收到文件。请选择填好的模板后再上传。",
        SheetRefusal.TooLarge(new SheetLimits()).Sentence,
        ct);

    /// <summary>The fields of the form: the address of the table that is on the screen.</summary>
    private sealed record ExportForm([FromForm] int Year, [FromForm] string? Basis, [FromForm] string? Q, [FromForm] string? Show, [FromForm] string? City, [FromForm] string? Form);
}
