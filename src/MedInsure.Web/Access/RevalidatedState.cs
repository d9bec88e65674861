using MedInsure.UseCases.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace MedInsure.Web.Access;

/// <summary>
/// Asks every half minute whether the circuit's session is still open. When it is not, the person becomes nobody: ActorScope then removes every page and the
/// browser leaves for the sign-in page.
/// </summary>
public sealed class RevalidatedState(ILoggerFactory logs, RevalidateSessionHandler revalidate, CircuitActivity activity, SessionCheck check)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authenticationState);
        if (SignedInPerson.Of(authenticationState.User) is not { } person)
        {
            return false;
        }

        if (await revalidate.HandleAsync(person, activity.LastAt, cancellationToken) is not null)
        {
            return true;
        }

        check.Forget(person.SessionId);
        return false;
    }
}
