using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Counts an open page for its account, and records the time of the last user activity on it.
/// </summary>
internal sealed class ConsoleCircuit(CircuitSession visit, AuthenticationStateProvider signIn, OpenCircuits circuits)
    : CircuitHandler
{
    private Guid? counted;

    // The page said so already, unless many were opened at the same moment.
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        counted = StaffTicket.Of((await signIn.GetAuthenticationStateAsync()).User)?.Account;
        if (counted is { } account && !circuits.Enter(account))
            throw new InvalidOperationException("The account has too many open pages.");
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (counted is { } account)
            circuits.Leave(account);
        counted = null;
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next
    ) =>
        context =>
        {
            visit.Touch();
            return next(context);
        };
}
