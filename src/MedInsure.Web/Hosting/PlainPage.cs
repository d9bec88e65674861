namespace MedInsure.Web.Hosting;

/// <summary>
/// The page <c>/plain</c> (one counter, no component kit) is the peer that measurements and the browser tests compare with. It exists only
/// where <c>MEDINSURE_PLAIN_PAGE=1</c>; elsewhere it is not found.
/// </summary>
public static class PlainPage
{
    /// <summary>Bytes of managed memory that are still in use after a full collection; for measuring what circuits cost.</summary>
    public static void MapManagedMemory(this WebApplication app)
    {
        if (app.Configuration["MEDINSURE_PLAIN_PAGE"] == "1")
        {
            app.MapGet("/plain/memory", () => GC.GetTotalMemory(forceFullCollection: true)).AllowAnonymous();
        }
    }

    public static void HidePlainPage(this WebApplication app)
    {
        if (app.Configuration["MEDINSURE_PLAIN_PAGE"] != "1")
        {
            app.MapWhen(
                context => context.Request.Path.StartsWithSegments("/plain", StringComparison.OrdinalIgnoreCase),
                branch => branch.Run(context =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                }));
        }
    }
}
