using MedInsure.UseCases.Access;
using MedInsure.UseCases.Matches;
using MedInsure.Web.Access;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace MedInsure.Web.Matches;

/// <summary>Lists of deaths come by a plain request, beside the circuit.</summary>
public static class DeathEndpoints
{
    public static void MapDeaths(this WebApplication app)
    {
        var deaths = app.MapGroup("/matches/deaths").RequireAuthorization(PageAccess.Business);
        deaths.MapGet("/template", TemplateAsync).RequireRateLimiting(RateLimits.Export);
        // The file's limit and some room for the form around it.
        deaths.MapPost("/upload", UploadAsync).RequireFormToken().RequireRateLimiting(RateLimits.Upload).WithMetadata(new RequestSizeLimitAttribute(NoteDeathsHandler.MaxBytes + (64 * 1024)));
    }

    private static async Task<IResult> TemplateAsync(HttpContext http, DownloadDeathTemplateHandler template, CancellationToken ct) =>
        FileRequests.Answer(http, await template.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadDeathTemplate(), ct));

    private static Task<FileAnswer> UploadAsync(HttpContext http, NoteDeathsHandler note, CancellationToken ct) => FileRequests.ReceiveAsync(
        http,
        async file =>
        {
            var noted = await note.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new NoteDeaths(file.Name, file.Content), ct);
            return noted.IsOk ? new FileAnswer(0, noted.Value.Noted > 0, noted.Value.Sentence) : FileAnswer.Refused(noted.Problem);
        },
        FileAnswer.Refused,
        "没有收到文件。请选择文件后再上传。",
        NoteDeathsHandler.TooLarge.Sentence,
        ct);
}
