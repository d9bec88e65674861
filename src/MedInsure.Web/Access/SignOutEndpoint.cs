using MedInsure.UseCases.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace MedInsure.Web.Access;

public static class SignOutEndpoint
{
    /// <summary>POST only, so that no link and no picture can sign anybody out.</summary>
    public static void MapSignOut(this WebApplication app) => app.MapPost("/sign-out", static async (HttpContext http, SignOutHandler signOut, SessionCheck check) =>
    {
        if (SignedInPerson.Of(http.User) is { } person)
        {
            await signOut.HandleAsync(person, http.RequestAborted);
            check.Forget(person.SessionId);
        }

        await http.SignOutAsync(SessionCookie.Scheme);
        return Results.Redirect("/sign-in?why=left");
    }).RequireFormToken().RequireAuthorization(PageAccess.OwnPassword);

    /// <summary>Refuses a form without this site's antiforgery token (400). For every endpoint that a plain form posts to.</summary>
    public static RouteHandlerBuilder RequireFormToken(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(static async (context, next) =>
        await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : Results.StatusCode(StatusCodes.Status400BadRequest));
}
