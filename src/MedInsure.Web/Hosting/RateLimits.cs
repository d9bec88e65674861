using System.Globalization;
using System.Threading.RateLimiting;
using MedInsure.UseCases.Access;
using Microsoft.AspNetCore.RateLimiting;

namespace MedInsure.Web.Hosting;

/// <summary>
/// How often within a minute, each a setting with a default that no person at work reaches: sign-in by address (a whole office can stand behind one;
/// the lock of a name after five failures is the sharper limit), and by person uploads, files taken out and circuits begun. Beyond it: 429 with
/// Retry-After and a sentence.
/// </summary>
public static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Upload = "upload";

    /// <summary>Exports, templates and annotated files.</summary>
    public const string Export = "export";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var (signIns, uploads, exports, circuits) = (
            Number(configuration, "SignIn:PerMinute", 60),
            Number(configuration, "Limits:UploadsPerMinute", 30),
            Number(configuration, "Limits:ExportsPerMinute", 60),
            Number(configuration, "Limits:CircuitsPerMinute", 120));
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = RejectedAsync;
            options.AddPolicy(SignIn, context => HttpMethods.IsPost(context.Request.Method) ? Window(Address(context), signIns) : RateLimitPartition.GetNoLimiter(""));
            options.AddPolicy(Upload, context => Window(Person(context), uploads));
            options.AddPolicy(Export, context => Window(Person(context), exports));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => BeginsCircuit(context.Request) ? Window(Person(context), circuits) : RateLimitPartition.GetNoLimiter(""));
        });
    }

    /// <summary>The hub's negotiation, or a connection that was never negotiated. What goes on in a circuit carries its id and is not counted.</summary>
    private static bool BeginsCircuit(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase, out var rest)
        && (rest.StartsWithSegments("/negotiate", StringComparison.OrdinalIgnoreCase) || (!rest.HasValue && !request.Query.ContainsKey("id")));

    private static RateLimitPartition<string> Window(string whose, int perMinute) =>
        RateLimitPartition.GetFixedWindowLimiter(whose, _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = Minute });

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static string Person(HttpContext context) => SignedInPerson.Of(context.User) is { Actor: var actor } ? $"{actor.TenantId}/{actor.UserId}" : Address(context);

    private static int Number(IConfiguration configuration, string setting, int unlessSet) =>
        int.TryParse(configuration[setting], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 ? given : unlessSet;

    /// <summary>A person reads the page for 429; the script of the circuit gets a plain sentence.</summary>
    private static async ValueTask RejectedAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : Minute;
        var response = rejected.HttpContext.Response;
        response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (rejected.HttpContext.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase))
        {
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync("打开页面太频繁，请一分钟后刷新页面再试。", ct);
        }
    }
}
