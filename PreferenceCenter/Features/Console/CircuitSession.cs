using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// An open page of the console: the sign-in it was opened with, and its language. It lives as long as the request that
/// renders it, then as long as the circuit.
/// </summary>
internal sealed class CircuitSession(StaffAuthorizer staff, TimeProvider clock)
{
    private DateTimeOffset usedAt = clock.GetUtcNow();

    public StaffTicket? Ticket { get; private set; }
    public PageContext Frame { get; private set; } = default!;

    /// <summary>The signed-in account as the last check found it.</summary>
    public StaffIdentity? Who { get; private set; }

    /// <summary>Raised when an action finds that the account is not allowed, or no longer allowed.</summary>
    public event Action? Refused;

    public void Begin(StaffTicket? ticket, PageContext frame) => (Ticket, Frame) = (ticket, frame);

    public void Touch() => usedAt = clock.GetUtcNow();

    /// <summary>
    /// Checks access as a page request does, and also ends a sign-in that has been idle for too long (ASVS 5.0 7.3.1).
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
