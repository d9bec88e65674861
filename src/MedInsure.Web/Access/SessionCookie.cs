using MedInsure.UseCases.Access;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MedInsure.Web.Access;

/// <summary>
/// The cookie of a signed-in person. Lax and not Strict, because offices come from a link in their portal, and Strict would ask them to sign in each time;
/// nothing changes by GET, every form carries an antiforgery token, and a WebSocket from another site gets no Lax cookie either.
/// </summary>
public static class SessionCookie
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void AddSessionCookie(this IServiceCollection services)
    {
        services.AddAuthentication(Scheme).AddCookie(options =>
        {
            options.Cookie.Name = "medinsure";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = AccountRules.LongestSession;
            options.SlidingExpiration = false;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "back";
            options.AccessDeniedPath = "/not-allowed";
            options.Events.OnValidatePrincipal = ValidateAsync;
            options.Events.OnRedirectToAccessDenied = static context =>
            {
                context.Response.Redirect(SignedInPerson.Of(context.HttpContext.User) is { MustChangePassword: true } ? "/password" : context.RedirectUri);
                return Task.CompletedTask;
            };
        });
        services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddAuthorization(PageAccess.AddPolicies);
        services.AddCascadingAuthenticationState();
        services.AddSingleton<SessionCheck>();
        services.AddSingleton<DemoMode>();
        services.AddScoped<InboxCount>();
        services.AddScoped<FirstReads>();
        services.AddScoped<AddressFilters>();
        services.AddSingleton<HandedOver>();
        services.AddScoped<Components.Kit.NoticeBoard>();
        services.AddScoped<CircuitActivity>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitActivity>());
        services.Replace(ServiceDescriptor.Scoped<AuthenticationStateProvider, RevalidatedState>());
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var person = SignedInPerson.Of(context.Principal);
        var check = context.HttpContext.RequestServices.GetRequiredService<SessionCheck>();
        if (person is null || !await check.IsOpenAsync(person, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            context.Response.Cookies.Delete(context.Options.Cookie.Name!);
        }
    }
}
