using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using PreferenceCenter.Data;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// The authentication state of an open page, asked again every half minute and whenever an action was refused. A
/// sign-in that is over, or idle for too long, becomes nobody's: the page is removed.
/// </summary>
internal sealed class ConsoleSignIn(StaffAuthorizer staff, CircuitSession visit, ILoggerFactory logging)
    : RevalidatingServerAuthenticationStateProvider(logging)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    ) => Task.FromResult(Holds(authenticationState.User));

    /// <summary>Asks now, as after a refused action; the page in view is authorized anew.</summary>
    public async Task CheckAsync()
    {
        var state = await GetAuthenticationStateAsync();
        SetAuthenticationState(
            Task.FromResult(Holds(state.User) ? state : new AuthenticationState(new ClaimsPrincipal()))
        );
    }

    private bool Holds(ClaimsPrincipal user)
    {
        if (!visit.IsIdle && IsWelcome(StaffTicket.Of(user)))
            return true;
        visit.End();
        return false;
    }

    // A database that is away for a moment signs nobody out: whatever the page does asks for itself.
    private bool IsWelcome(StaffTicket? ticket)
    {
        try
        {
            return staff.Ask(ticket, StaffPolicies.UseConsole).Verdict == StaffVerdict.Welcome;
        }
        catch (Exception reason) when (TransientErrors.MayPass(reason))
        {
            return true;
        }
    }
}
