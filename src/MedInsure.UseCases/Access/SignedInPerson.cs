using System.Globalization;
using System.Security.Claims;
using MedInsure.Rules.Access;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Access;

/// <summary>
/// The person behind a cookie or a circuit: the <see cref="Actor"/> of every use case, and what the shell shows. It travels as claims, which
/// only <see cref="SignInHandler"/> and <see cref="RevalidateSessionHandler"/> make.
/// </summary>
/// <param name="SessionId">The row of <c>user_session</c>; without it the cookie is worth nothing.</param>
/// <param name="MustChangePassword">The password is somebody else's choice: nothing can be done before the person has changed it.</param>
/// <param name="Stamp">The security stamp at sign-in; a new password, role or lock changes it and ends the session.</param>
public sealed record SignedInPerson(Actor Actor, string UserName, string BureauName, Guid SessionId, string Stamp, bool MustChangePassword = false)
{
    private const string Tenant = "medinsure/tenant";
    private const string TenantCode = "medinsure/tenant-code";
    private const string Bureau = "medinsure/bureau";
    private const string Person = "medinsure/person";
    private const string LoginName = "medinsure/login-name";
    private const string Roles = "medinsure/roles";
    private const string Regions = "medinsure/regions";
    private const string Session = "medinsure/session";
    private const string SecurityStamp = "medinsure/stamp";
    private const string ChangePassword = "medinsure/change-password";

    public ClaimsPrincipal ToPrincipal()
    {
        var culture = CultureInfo.InvariantCulture;
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, Actor.DisplayName),
                new Claim(Tenant, Actor.TenantId.ToString(culture)),
                new Claim(TenantCode, Actor.TenantCode),
                new Claim(Bureau, BureauName),
                new Claim(Person, Actor.UserId.ToString(culture)),
                new Claim(LoginName, UserName),
                new Claim(Roles, ((int)Actor.Roles).ToString(culture)),
                new Claim(Regions, string.Join(',', Actor.RegionScope)),
                new Claim(Session, SessionId.ToString("N")),
                new Claim(SecurityStamp, Stamp),
                .. MustChangePassword ? [new Claim(ChangePassword, "1")] : Array.Empty<Claim>(),
            ],
            "medinsure"));
    }

    /// <summary>Null for anybody who has not signed in, and for claims that are not whole.</summary>
    public static SignedInPerson? Of(ClaimsPrincipal? principal)
    {
        string? Read(string type) => principal?.FindFirst(type)?.Value;
        var culture = CultureInfo.InvariantCulture;
        if (principal?.Identity?.IsAuthenticated != true
            || !int.TryParse(Read(Tenant), NumberStyles.None, culture, out var tenant)
            || !long.TryParse(Read(Person), NumberStyles.None, culture, out var person)
            || !int.TryParse(Read(Roles), NumberStyles.None, culture, out var roles)
            || !Guid.TryParseExact(Read(Session), "N", out var session)
            || Read(TenantCode) is not { } code
            || Read(Bureau) is not { } bureau
            || Read(LoginName) is not { } login
            || Read(SecurityStamp) is not { } stamp)
        {
            return null;
        }

        RegionCode[] scope = [.. (Read(Regions) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(region => new RegionCode(region))];
        var actor = new Actor(tenant, code, person, principal.Identity.Name ?? login, (Role)roles, scope);
        return new SignedInPerson(actor, login, bureau, session, stamp, Read(ChangePassword) is not null);
    }
}
