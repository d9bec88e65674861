using MedInsure.Rules.Access;
using MedInsure.UseCases.Access;
using Microsoft.AspNetCore.Authorization;

namespace MedInsure.Web.Access;

/// <summary>Who may open which page. The use cases decide again: this only spares people a page that refuses everything.</summary>
public static class PageAccess
{
    /// <summary>Pages with business data: <c>@attribute [Authorize(Policy = PageAccess.Business)]</c>.</summary>
    public const string Business = "business";

    /// <summary>What is left to a person who must change the password first: the password page and the way out.</summary>
    public const string OwnPassword = "own-password";

    private const Role BusinessRoles = Role.PolicyAdministrator | Role.Reviewer | Role.FinanceOfficer | Role.Clerk;

    public static bool MayDoBusiness(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(BusinessRoles);
    }

    public static void AddPolicies(AuthorizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => SignedInPerson.Of(context.User) is { MustChangePassword: false }).Build();
        options.DefaultPolicy = signedIn;
        // Whatever says nothing about itself is for signed-in people only.
        options.FallbackPolicy = signedIn;
        options.AddPolicy(OwnPassword, policy => policy.RequireAssertion(context => SignedInPerson.Of(context.User) is not null));
        options.AddPolicy(Business, policy => policy.RequireAssertion(context => SignedInPerson.Of(context.User) is { MustChangePassword: false } person && MayDoBusiness(person.Actor)));
    }
}
