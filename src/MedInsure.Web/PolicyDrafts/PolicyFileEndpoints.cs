using System.Globalization;
using System.Text;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tables;
using MedInsure.Web.Access;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace MedInsure.Web.PolicyDrafts;

/// <summary>What an upload came to.</summary>
/// <param name="Version">Null when the file was refused.</param>
/// <param name="Errors">The places in the file that are wrong.</param>
/// <param name="Kept">The name under which what was read waits for the page; null where the file was written.</param>
public sealed record PolicyUploadAnswer(long? Version, int? Year, string? Sentence, IReadOnlyList<FieldError>? Errors, string? Kept = null);

/// <summary>Policy files come and go by plain requests: POST with the form's token, because imports write and every export leaves an audit row.</summary>
public static class PolicyFileEndpoints
{
    /// <summary>A document has some tens of kilobytes; <see cref="SaveDraftHandler.MaxCharacters"/> in UTF-8 is less than this.</summary>
    internal const int FileLimit = 4 * 1024 * 1024;

    private const int MostPlaces = 50;

    public static void MapPolicyFiles(this WebApplication app)
    {
        var files = app.MapGroup("/policies").RequireAuthorization(PageAccess.Business);
        // The filter answers a missing token with 400; the framework's own check of a bound form throws.
        files.MapPost("/versions/upload", ImportAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Upload).WithMetadata(new RequestSizeLimitAttribute(FileLimit + (64 * 1024)));
        files.MapPost("/versions/{id:long}/upload", ReplaceAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Upload).WithMetadata(new RequestSizeLimitAttribute(FileLimit + (64 * 1024)));
        files.MapPost("/versions/{id:long}/export", ExportAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
        files.MapPost("/compare/export", ExportComparisonAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
    }

    /// <summary>Answers 200 with the draft's number, or with the sentence why there is none: a refused file is an ordinary outcome for the script that shows it.</summary>
    private static async Task<PolicyUploadAnswer> ImportAsync(HttpContext http, ImportPolicyHandler import, ShowPolicyVersionHandler show, CancellationToken ct)
    {
        var actor = SignedInPerson.Of(http.User)!.Actor;
        var text = await TextAsync(http.Request, ct);
        if (!text.IsOk)
        {
            return Refusal(text.Problem!);
        }

        var imported = await import.HandleAsync(actor, new ImportPolicy(text.Value), ct);
        if (!imported.IsOk)
        {
            return Refusal(imported.Problem!);
        }

        var shown = await show.HandleAsync(actor, new ShowPolicyVersion(imported.Value.VersionId), ct);
        return shown.IsOk ? new PolicyUploadAnswer(shown.Value.Id, shown.Value.FundingYear, null, null) : Refusal(shown.Problem!);
    }

    private static async Task<PolicyUploadAnswer> ReplaceAsync(HttpContext http, SaveDraftHandler save, long id, uint stamp, CancellationToken ct)
    {
        var text = await TextAsync(http.Request, ct);
        if (!text.IsOk)
        {
            return Refusal(text.Problem!);
        }

        var saved = await save.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new SaveDraft(id, text.Value, stamp), ct);
        return !saved.IsOk ? Refusal(saved.Problem!)
            : saved.Value.Overtaken is { } other ? Refusal(new Conflict($"{other.By}刚刚改过这份草稿，没有导入；请刷新后核对，再决定是否替换。"))
            : new PolicyUploadAnswer(id, null, null, null);
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ExportPolicyVersionHandler export, long id, CancellationToken ct) =>
        Answer(http, await export.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new ExportPolicyVersion(id), ct));

    private static async Task<IResult> ExportComparisonAsync(
        HttpContext http, ExportPolicyComparisonHandler export, [FromForm] long before, [FromForm] long after, [FromForm] MoneyUnit unit, CancellationToken ct) =>
        Answer(http, await export.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new ExportPolicyComparison(before, after, unit), ct));

    internal static IResult Answer(HttpContext http, Result<ExportedFile> outcome)
    {
        http.Response.Headers.CacheControl = "no-store";
        return outcome.Match(file => Results.File(file.Content, file.ContentType, file.FileName), FileRequests.Refuse);
    }

    private static async Task<Result<string>> TextAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            var file = request.HasFormContentType ? (await request.ReadFormAsync(ct)).Files.GetFile("file") : null;
            if (file is null)
            {
                return new Refused("没有收到文件。请选择 JSON 格式的政策文件后再上传。");
            }

            if (file.Length > FileLimit)
            {
                return TooLarge;
            }

            await using var content = file.OpenReadStream();
            using var reader = new StreamReader(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return await reader.ReadToEndAsync(ct);
        }
        catch (DecoderFallbackException)
        {
            return new Refused("文件不是 UTF-8 编码，没有导入；请另存为 UTF-8 后重新上传。");
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge;
        }
        catch (Exception broken) when (broken is BadHttpRequestException or InvalidDataException or IOException && !ct.IsCancellationRequested)
        {
            return new Refused(FileRequests.Incomplete);
        }
    }

    internal static Refused TooLarge => new(string.Create(CultureInfo.InvariantCulture, $"文件超过 {FileLimit / 1024 / 1024} MB，不是一份政策文件，没有导入；请核对文件。"));

    /// <summary>The sentence says how many places there are; the page shows the first ones, and they reach it through its circuit.</summary>
    internal static PolicyUploadAnswer Refusal(Problem problem) => new(null, null, problem.Sentence, (problem as Invalid)?.Errors.Take(MostPlaces).ToList());
}
