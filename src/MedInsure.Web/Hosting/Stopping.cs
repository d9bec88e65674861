namespace MedInsure.Web.Hosting;

/// <summary>
/// A server that is stopping finishes what it has and takes nothing new. Without this a browser that lost its circuit reconnects within
/// milliseconds, before the port is closed, and holds the shutdown for its whole 30 seconds.
/// </summary>
public static class Stopping
{
    public static void RefuseWhenStopping(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) =>
        {
            if (!stopping.IsCancellationRequested)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
    }
}
