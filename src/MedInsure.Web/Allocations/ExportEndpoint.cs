using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Tables;
using MedInsure.Web.Access;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace MedInsure.Web.Allocations;

/// <summary>The files of a run. POST with the form's token, because every export leaves an audit row.</summary>
public static class ExportEndpoint
{
    public static void MapRunExport(this WebApplication app) => app.MapPost("/allocations/{id:long}/export", static async (
        long id, [FromForm] MoneyUnit unit, [FromForm] ExportFormat format, HttpContext http, ExportRunHandler export) =>
    {
        var person = SignedInPerson.Of(http.User)!;
        var exported = await export.HandleAsync(person.Actor, new ExportRun(id, unit, format), http.RequestAborted);
        if (exported.IsOk)
        {
            http.Response.Headers.CacheControl = "no-store";
            return Results.File(exported.Value.Content, exported.Value.ContentType, exported.Value.FileName);
        }

        return Results.StatusCode(exported.Problem is NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
    }).RequireAuthorization(PageAccess.Business)
        // The filter answers a missing token with 400; the framework's own check of a bound form throws.
        .DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
}
