using Microsoft.AspNetCore.Diagnostics;

namespace MedInsure.Web.Hosting;

/// <summary>The one boundary for what nobody expected in a request: logged once under a reference number, which the error page shows.</summary>
public sealed class Errors(ILogger<Errors> log) : IExceptionHandler
{
    public const string Reference = "medinsure/error-reference";

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var reference = ErrorReference.Next();
        httpContext.Items[Reference] = reference;
        log.LogError(exception, "{Reference} {Method} {Path}", reference, httpContext.Request.Method, httpContext.Request.Path);
        return ValueTask.FromResult(false);
    }
}

public static class ErrorPages
{
    public static void AddErrorPages(this IServiceCollection services) => services.AddExceptionHandler<Errors>();

    /// <summary>Errors and unknown addresses answer with pages of our own. The framework's own second log entry is switched off.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            SuppressDiagnosticsCallback = static _ => true,
        });
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        // The page that explains a refused POST is read, not posted to.
        app.Use(static (context, next) =>
        {
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                context.Request.Method = HttpMethods.Get;
            }

            return next(context);
        });
    }
}
