using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Rosters;
using MedInsure.Web.Access;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace MedInsure.Web.Rosters;

/// <summary>What an upload came to.</summary>
/// <param name="Batch">Null when the file was refused.</param>
/// <param name="IsNew">False when the very same file is there already.</param>
public sealed record RosterAnswer(long? Batch, bool IsNew, string? Sentence);

/// <summary>Rosters come and go by plain requests, beside the circuit.</summary>
public static class RosterEndpoints
{
    public static void MapRosters(this WebApplication app)
    {
        var files = app.MapGroup("/rosters").RequireAuthorization(PageAccess.Business);
        files.MapGet("/template", TemplateAsync).RequireRateLimiting(RateLimits.Export);
        // POST with the form's token, because the file holds numbers of people and its download leaves an audit row.
        files.MapPost("/{batch:long}/faults", FaultsAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
        // The file's limit and some room for the form around it.
        files.MapPost("/upload", UploadAsync).RequireFormToken().RequireRateLimiting(RateLimits.Upload).WithMetadata(new RequestSizeLimitAttribute(UploadRosterHandler.MaxBytes + (64 * 1024)));
    }

    private static async Task<IResult> TemplateAsync(HttpContext http, DownloadRosterTemplateHandler template, string? kind, string? month, CancellationToken ct) =>
        Month.TryParse(month, out var chosen)
            ? Answer(await template.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadRosterTemplate(RosterAddress.KindOf(kind), chosen), ct))
            : Results.Text("请先选择名单月份，再下载模板。", "text/plain; charset=utf-8", statusCode: StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> FaultsAsync(HttpContext http, DownloadRosterFaultsHandler faults, long batch, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Answer(await faults.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadRosterFaults(batch), ct));
    }

    /// <summary>The body is read as it comes and no further than the limit. Answers 200 also with a refusal: it is an ordinary outcome for the script that shows it.</summary>
    private static async Task<RosterAnswer> UploadAsync(HttpContext http, UploadRosterHandler upload, string? authority, string? kind, string? month, CancellationToken ct)
    {
        try
        {
            if (await SentFile.OfAsync(http.Request, ct) is not { } file || !Month.TryParse(month, out var chosen) || authority is null)
            {
                return new RosterAnswer(null, false, "没有收到文件。请选择月份、名单部门和文件后再上传。");
            }

            var kept = await upload.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new UploadRoster(authority, RosterAddress.KindOf(kind), chosen, file.Name, file.Content), ct);
            return kept.IsOk ? new RosterAnswer(kept.Value.BatchId, kept.Value.IsNew, kept.Value.Sentence) : new RosterAnswer(null, false, kept.Problem.Sentence);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new RosterAnswer(null, false, UploadRosterHandler.TooLarge.Sentence);
        }
        catch (Exception broken) when (broken is BadHttpRequestException or InvalidDataException or IOException && !ct.IsCancellationRequested)
        {
            return new RosterAnswer(null, false, "文件没有传完整。请检查网络后重新上传。");
        }
    }

    private static IResult Answer(Result<DownloadedFile> outcome) => outcome.Match(
        file => Results.File(file.Content, file.ContentType, file.FileName),
        problem => Results.Text(problem.Sentence, "text/plain; charset=utf-8", statusCode: problem switch
        {
            NotAllowed => StatusCodes.Status403Forbidden,
            NotFound => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status422UnprocessableEntity,
        }));
}
