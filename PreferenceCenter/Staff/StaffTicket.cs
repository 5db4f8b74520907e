using System.Security.Claims;

namespace PreferenceCenter.Staff;

/// <summary>
/// Identifies a sign-in, as the browser's cookie or an open circuit holds it. It only names the account; its rights are
/// read from the database.
/// </summary>
internal sealed record StaffTicket(Guid Account, Guid Session, string Stamp)
{
    private const string SessionClaim = "session",
        StampClaim = "stamp";

    public static StaffTicket? Of(ClaimsPrincipal? user) =>
        Guid.TryParse(user?.FindFirstValue(ClaimTypes.NameIdentifier), out var account)
        && Guid.TryParse(user.FindFirstValue(SessionClaim), out var session)
        && user.FindFirstValue(StampClaim) is { } stamp
            ? new StaffTicket(account, session, stamp)
            : null;

    public ClaimsPrincipal ToPrincipal(string scheme) =>
        new(
            new ClaimsIdentity(
                [new(ClaimTypes.NameIdentifier, $"{Account}"), new(SessionClaim, $"{Session}"), new(StampClaim, Stamp)],
                scheme
            )
        );
}
