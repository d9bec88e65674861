using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.Rosters;
using MedInsure.Web.Access;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace MedInsure.Web.Rosters;

/// <summary>Rosters come and go by plain requests, beside the circuit.</summary>
public static class RosterEndpoints
{
    private const string Missing = "没有收到文件。请选择月份、名单部门和文件后再上传。";

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
            ? FileRequests.Answer(http, await template.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadRosterTemplate(RosterAddress.KindOf(kind), chosen), ct))
            : FileRequests.Refuse(new Refused("请先选择名单月份，再下载模板。"));

    private static async Task<IResult> FaultsAsync(HttpContext http, DownloadRosterFaultsHandler faults, long batch, CancellationToken ct) =>
        FileRequests.Answer(http, await faults.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadRosterFaults(batch), ct));

    private static Task<FileAnswer> UploadAsync(HttpContext http, UploadRosterHandler upload, string? authority, string? kind, string? month, CancellationToken ct) => FileRequests.ReceiveAsync(
        http,
        async file =>
        {
            if (!Month.TryParse(month, out var chosen) || authority is null)
            {
                return FileAnswer.Refused(Missing);
            }

            var kept = await upload.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new UploadRoster(authority, RosterAddress.KindOf(kind), chosen, file.Name, file.Content), ct);
            return kept.IsOk ? new FileAnswer(kept.Value.BatchId, kept.Value.IsNew, kept.Value.Sentence) : FileAnswer.Refused(kept.Problem.Sentence);
        },
        FileAnswer.Refused,
        Missing,
        UploadRosterHandler.TooLarge.Sentence,
        ct);
}
