using System.Globalization;
using System.Threading.RateLimiting;

namespace MedInsure.Web.Access;

/// <summary>
/// How often one address may try to sign in: <c>SignIn:PerMinute</c>, 60 unless set, since a whole office can stand behind one address. The lock of
/// a name after five failures is the sharper limit and counts everywhere.
/// </summary>
public static class SignInLimit
{
    public const string Policy = "sign-in";

    public static void AddSignInLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = int.TryParse(configuration["SignIn:PerMinute"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 ? given : 60;
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(Policy, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
        });
    }
}
