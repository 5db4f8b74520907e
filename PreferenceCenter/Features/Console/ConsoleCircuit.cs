using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PreferenceCenter.Features.Console;

/// <summary>Records the time of the last user activity on an open page.</summary>
internal sealed class ConsoleCircuit(CircuitSession visit) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next
    ) =>
        context =>
        {
            visit.Touch();
            return next(context);
        };
}
