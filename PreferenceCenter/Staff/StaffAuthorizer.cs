using System.Security.Claims;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Staff;

/// <summary>
/// What a browser, or an open circuit, holds of a sign-in. It says who somebody was; what they may, the database says.
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

/// <summary>Somebody of the staff as they stand at this moment.</summary>
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

/// <summary>Who may: these roles, and whether before a second factor was shown.</summary>
internal sealed record StaffAccess(IReadOnlyList<StaffRole> Roles, bool BeforeSecondFactor = false)
{
    public static readonly StaffAccess Everybody = new(StaffRoles.All);
    public static readonly StaffAccess ToSetUp = new(StaffRoles.All, BeforeSecondFactor: true);

    public static StaffAccess Of(params StaffRole[] roles) => new(roles);
}

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
/// The one place that says whether somebody may. Every request and every action of an open page asks anew: account,
/// role, stamp and session are read from the database, so that a circuit of somebody dismissed can do nothing.
/// </summary>
internal sealed class StaffAuthorizer(Database database, StaffPolicy policy, TimeProvider clock)
{
    public (StaffVerdict Verdict, StaffIdentity? Who) Ask(StaffTicket? ticket, StaffAccess access)
    {
        if (
            ticket is null
            || database.Ask(ticket, static (session, ticket) => Read(session, ticket)) is not { } who
            || who.EndsAt <= clock.GetUtcNow()
        )
            return (StaffVerdict.SignedOut, null);
        // The role first: nobody learns on the way what a page they may not see asks for.
        if (!access.Roles.Contains(who.Role))
            return (StaffVerdict.Forbidden, who);
        if (policy.DemandsSecondFactor && who.Role.NeedsSecondFactor() && !who.Strong && !access.BeforeSecondFactor)
            return (StaffVerdict.NeedsSecondFactor, who);
        return (StaffVerdict.Welcome, who);
    }

    /// <summary>For an action of a page that is open already.</summary>
    /// <exception cref="UnauthorizedAccessException">They may not, or no more.</exception>
    public StaffIdentity Demand(StaffTicket? ticket, params StaffRole[] roles) =>
        Ask(ticket, new StaffAccess(roles)) is (StaffVerdict.Welcome, { } who)
            ? who
            : throw new UnauthorizedAccessException("This needs another role, or a sign-in that holds.");

    private static StaffIdentity? Read(ReadSession session, StaffTicket ticket)
    {
        using var row = session[
            Sql.StaffAt,
            ticket.Session.ToByteArray(bigEndian: true),
            ticket.Account.ToByteArray(bigEndian: true)
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
