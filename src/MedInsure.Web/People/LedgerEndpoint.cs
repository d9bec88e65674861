using MedInsure.UseCases.Access;
using MedInsure.UseCases.People;
using MedInsure.Web.Access;
using MedInsure.Web.Hosting;

namespace MedInsure.Web.People;

/// <summary>The file of an exported ledger. POST with the form's token, because every download leaves an audit row.</summary>
public static class LedgerEndpoint
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapLedgers(this WebApplication app) => app.MapPost("/people/ledgers/{id:long}/file", static async (long id, HttpContext http, DownloadLedgerHandler download) =>
    {
        http.Response.Headers.CacheControl = "no-store";
        var opened = await download.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new DownloadLedger(id), http.RequestAborted);
        return opened.Match(file => Results.Stream(target => file.CopyToAsync(target, http.RequestAborted), Xlsx, file.FileName), FileRequests.Refuse);
    }).RequireAuthorization(PageAccess.Business)
        // The filter answers a missing token with 400; the framework's own check of a bound form throws.
        .DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
}
