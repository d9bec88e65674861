using System.Threading.RateLimiting;
using MedInsure.UseCases.Access;
using Microsoft.AspNetCore.RateLimiting;

namespace MedInsure.Web.Headcounts;

/// <summary>How many files one person may upload in a minute: a person needs a few, a script that lost its way sends hundreds.</summary>
public static class UploadLimit
{
    public const string Policy = "upload";

    private const int PerMinute = 30;

    public static void AddUploadLimit(this IServiceCollection services) => services.Configure<RateLimiterOptions>(options =>
        options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            SignedInPerson.Of(context.User) is { Actor: var actor } ? $"{actor.TenantId}/{actor.UserId}" : "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) })));
}
