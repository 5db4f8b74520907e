using System.Security.Claims;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

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

/// <summary>A signed-in staff member with their current role and rights.</summary>
internal sealed record StaffIdentity(
    StaffTicket Ticket,
    StaffRole Role,
    Actor Actor,
    string Address,
    string Language,
    DateTimeOffset EndsAt,
    bool Strong
)
{
    public StaffBy By => new(Actor, Channel.Staff);
}

/// <summary>
/// Requirements of a page or action: the permitted roles, and whether it is open before the second factor.
/// </summary>
internal sealed record StaffAccess(IReadOnlyList<StaffRole> Roles, bool BeforeSecondFactor = false)
{
    public static readonly StaffAccess Everybody = new(StaffRoles.All);
    public static readonly StaffAccess ToSetUp = new(StaffRoles.All, BeforeSecondFactor: true);

    public static StaffAccess Of(params StaffRole[] roles) => new(roles);
}

/// <summary>Result of an authorization check.</summary>
internal enum StaffVerdict
{
    Welcome,
    SignedOut,
    NeedsSecondFactor,
    Forbidden,
}

/// <summary>Whether owners and privacy staff must show a second factor: everywhere but in Development.</summary>
internal sealed record StaffPolicy(bool DemandsSecondFactor);

/// <summary>
/// Checks the rights of staff, for every request and every action of an open page. Account, role, stamp and session are
/// read from the database each time, so that an open circuit of a dismissed staff member can do nothing.
/// </summary>
internal sealed class StaffAuthorizer(Database database, StaffPolicy policy, TimeProvider clock)
{
    public (StaffVerdict Verdict, StaffIdentity? Who) Ask(StaffTicket? ticket, StaffAccess access)
    {
        if (
            ticket is null
            || database.Ask(ticket, static (session, ticket) => Read(session, ticket)) is not { } identity
            || identity.EndsAt <= clock.GetUtcNow()
        )
            return (StaffVerdict.SignedOut, null);
        // The role is checked first: a page must not reveal to other roles that it needs a second factor.
        if (!access.Roles.Contains(identity.Role))
            return (StaffVerdict.Forbidden, identity);
        if (
            policy.DemandsSecondFactor
            && identity.Role.NeedsSecondFactor()
            && !identity.Strong
            && !access.BeforeSecondFactor
        )
            return (StaffVerdict.NeedsSecondFactor, identity);
        return (StaffVerdict.Welcome, identity);
    }

    /// <summary>Checks the rights for an action of an open page.</summary>
    /// <exception cref="UnauthorizedAccessException">The staff member does not or no longer have the right.</exception>
    public StaffIdentity Demand(StaffTicket? ticket, params StaffRole[] roles) =>
        Ask(ticket, new StaffAccess(roles)) is (StaffVerdict.Welcome, { } identity)
            ? identity
            : throw new UnauthorizedAccessException("This needs another role, or a sign-in that holds.");

    private static StaffIdentity? Read(ReadSession session, StaffTicket ticket)
    {
        using var row = session[
            Sql.StaffAt,
            ("@session", ticket.Session.ToByteArray(bigEndian: true)),
            ("@account", ticket.Account.ToByteArray(bigEndian: true))
        ]
            .ExecuteReader();
        if (!row.Read() || row.IsDBNull(3) || row.GetString(3) != ticket.Stamp)
            return null;
        return new StaffIdentity(
            ticket,
            (StaffRole)Sql.ReadByte(row, 0),
            new Actor(ActorKind.Staff, Sql.ReadGuid(row, 1)),
            row.IsDBNull(2) ? "" : row.GetString(2),
            row.GetString(4),
            Sql.ReadInstant(row, 5),
            Convert.ToBoolean(row.GetValue(6), null)
        );
    }
}
