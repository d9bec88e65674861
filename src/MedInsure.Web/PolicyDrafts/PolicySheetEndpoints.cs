using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.Web.Access;
using MedInsure.Web.Components.Shell;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace MedInsure.Web.PolicyDrafts;

/// <summary>分担和资助表 goes out and comes back by plain requests. What was read from a file waits on the server for the page that asked: a list of changes can be longer than a circuit takes.</summary>
public static class PolicySheetEndpoints
{
    /// <summary>The file's limit is the reader's; this is some room for the form around it.</summary>
    private const long RequestLimit = (4L * 1024 * 1024) + (64 * 1024);

    public static void MapPolicySheets(this WebApplication app)
    {
        var files = app.MapGroup("/policies/versions/{id:long}/sheets").RequireAuthorization(PageAccess.Business);
        files.MapPost("/export", ExportAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
        files.MapPost("", ReadAsync).DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Upload).WithMetadata(new RequestSizeLimitAttribute(RequestLimit));
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ExportPolicySheetsHandler export, long id, CancellationToken ct) =>
        PolicyFileEndpoints.Answer(http, await export.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new ExportPolicySheets(id), ct));

    private static async Task<PolicyUploadAnswer> ReadAsync(HttpContext http, ReadPolicySheetsHandler read, HandedOver handedOver, long id, CancellationToken ct)
    {
        var person = SignedInPerson.Of(http.User)!;
        var file = await FileAsync(http.Request, ct);
        if (!file.IsOk)
        {
            return PolicyFileEndpoints.Refusal(file.Problem!);
        }

        var shown = await read.HandleAsync(person.Actor, new ReadPolicySheets(id, file.Value), ct);
        return shown.IsOk
            ? new PolicyUploadAnswer(id, null, null, null, handedOver.Keep(person.SessionId, new Dictionary<object, Task> { [id] = Task.FromResult(shown.Value) }))
            : PolicyFileEndpoints.Refusal(shown.Problem!);
    }

    private static async Task<Result<UploadedFile>> FileAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            if ((request.HasFormContentType ? (await request.ReadFormAsync(ct)).Files.GetFile("file") : null) is not { } file)
            {
                return new Refused("没有收到文件。请选择修改后的“分担和资助表”再上传。");
            }

            await using var content = file.OpenReadStream();
            return await UploadedFile.ReceiveAsync(content, file.FileName, new SheetLimits { MaxFileBytes = RequestLimit }, ct);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return SheetRefusal.TooLarge(new SheetLimits { MaxFileBytes = RequestLimit });
        }
        catch (Exception broken) when (broken is BadHttpRequestException or InvalidDataException or IOException && !ct.IsCancellationRequested)
        {
            return new Refused(FileRequests.Incomplete);
        }
    }
}
