using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// One open page of the console: whose sign-in it was opened with, and in which language. Lives as long as the request
/// that draws it, then as long as the circuit.
/// </summary>
internal sealed class CircuitSession(StaffAuthorizer staff, TimeProvider clock)
{
    private DateTimeOffset usedAt = clock.GetUtcNow();

    public StaffTicket? Ticket { get; private set; }
    public PageContext Frame { get; private set; } = default!;

    /// <summary>As the last step found them.</summary>
    public StaffIdentity? Who { get; private set; }

    /// <summary>Something that was asked showed that they may not, or no more.</summary>
    public event Action? Refused;

    public void Begin(StaffTicket? ticket, PageContext frame) => (Ticket, Frame) = (ticket, frame);

    public void Touch() => usedAt = clock.GetUtcNow();

    /// <summary>
    /// The same verdict as before a page of a request, and no longer unused than a sign-in may be (ASVS 5.0 7.3.1).
    /// </summary>
    public StaffVerdict Ask(StaffAccess access)
    {
        (var verdict, Who) = staff.Ask(Ticket, access);
        if (clock.GetUtcNow() - usedAt < StaffSignIn.IdleFor)
            return verdict;
        Who = null;
        return StaffVerdict.SignedOut;
    }

    public void Refuse() => Refused?.Invoke();
}
