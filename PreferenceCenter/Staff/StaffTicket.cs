using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace PreferenceCenter.Staff;

/// <summary>
/// Identifies a sign-in, as the browser's cookie or an open circuit holds it. It only names the account; its rights are
/// read from the database.
/// </summary>
internal sealed record StaffTicket(Guid Account, Guid Session, string Stamp)
{
    private const string SessionClaim = "session",
        StampClaim = "stamp";

    /// <summary>Key of the form that is sent by this sign-in: whatever is sent with it happens once.</summary>
    public Guid? Once { get; init; }

    /// <summary>
    /// The sign-in as it sends a form: the same form with the same content happens once, from whichever tab it comes.
    /// With another content it is another form.
    /// </summary>
    /// <param name="form">Key of the form, made when it was opened.</param>
    public StaffTicket Sending(Guid form, string content) =>
        this with
        {
            Once = new Guid(
                SHA256
                    .HashData([.. form.ToByteArray(), .. Account.ToByteArray(), .. Encoding.UTF8.GetBytes(content)])
                    .AsSpan(0, 16)
            ),
        };

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
