using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// An open page of the console: the sign-in it was opened with, and its language. It lives as long as the request that
/// renders it, then as long as the circuit.
/// </summary>
internal sealed class CircuitSession(StaffSession staff, TimeProvider clock)
{
    private DateTimeOffset usedAt = clock.GetUtcNow();

    /// <summary>The sign-in that the page was opened with; null when it is over.</summary>
    public StaffTicket? Ticket { get; private set; }
    public PageContext Frame { get; private set; } = default!;
    public ThemeChoice Theme { get; private set; }

    /// <summary>The signed-in account as the last check found it.</summary>
    public StaffIdentity? Who => staff.Who;

    /// <summary>Why the last check refused the page.</summary>
    public StaffVerdict Verdict => staff.Verdict;

    /// <summary>Whether nobody used the page for too long: then its sign-in is over (ASVS 5.0 7.3.1).</summary>
    public bool IsIdle => clock.GetUtcNow() - usedAt >= StaffSignIn.IdleFor;

    /// <param name="ticket">The sign-in of the request or the circuit.</param>
    /// <param name="session">
    /// The sign-in that the page was made for. A page of somebody else, opened under this sign-in, begins as ended: what
    /// a page was given as parameters serves nobody else.
    /// </param>
    /// <param name="frame">The language.</param>
    /// <param name="theme">The colours that this browser asks for.</param>
    public void Begin(StaffTicket? ticket, Guid session, PageContext frame, ThemeChoice theme = default) =>
        (Ticket, Frame, Theme) = (ticket?.Session == session ? ticket : null, frame, theme);

    /// <summary>From now on the page shows the site as it says of itself now.</summary>
    public void See(PageContext frame) => Frame = frame;

    public void Touch() => usedAt = clock.GetUtcNow();

    public void End() => Ticket = null;
}
