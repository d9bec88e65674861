using MedInsure.UseCases.Access;
using MedInsure.UseCases.Filings;
using MedInsure.Web.Access;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace MedInsure.Web.Filings;

/// <summary>The register as a file. POST with the form's token, because every export leaves an audit row.</summary>
public static class RegisterExport
{
    public static void MapRegisterExport(this WebApplication app) => app.MapPost("/filings/export", static async (
        [FromForm] int year, HttpContext http, ExportRegisterHandler export) =>
    {
        var exported = await export.HandleAsync(SignedInPerson.Of(http.User)!.Actor, new ExportRegister(year), http.RequestAborted);
        if (!exported.IsOk)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.File(exported.Value.Content, exported.Value.ContentType, exported.Value.FileName);
    }).RequireAuthorization(PageAccess.Business)
        // The filter answers a missing token with 400; the framework's own check of a bound form throws.
        .DisableAntiforgery().RequireFormToken().RequireRateLimiting(RateLimits.Export);
}
