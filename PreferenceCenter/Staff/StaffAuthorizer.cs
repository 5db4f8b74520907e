using System.Data.Common;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Staff;

/// <summary>Result of an authorization check.</summary>
internal enum StaffVerdict
{
    Welcome,
    SignedOut,
    NeedsSecondFactor,
    Forbidden,
}

/// <summary>Whether owners and privacy staff must show a second factor: everywhere but in Development.</summary>
internal sealed record SecondFactorRule(bool Demanded);

/// <summary>
/// Decides the policies of <see cref="StaffPolicies"/>, for every request, every action of an open page and every
/// service that acts. Account, role, stamp and session are read from the database each time, so that an open circuit of
/// a dismissed staff member can do nothing.
/// </summary>
internal sealed class StaffAuthorizer(Database database, SecondFactorRule secondFactor, TimeProvider clock)
{
    public (StaffVerdict Verdict, StaffIdentity? Who) Ask(StaffTicket? ticket, string policy) =>
        Judge(ticket is null ? null : database.Ask(ticket, static (session, asked) => Read(session, asked)), policy);

    /// <summary>The same for requests, whose thread serves others while the database reads.</summary>
    public async ValueTask<(StaffVerdict Verdict, StaffIdentity? Who)> AskAsync(StaffTicket? ticket, string policy) =>
        Judge(
            ticket is null
                ? null
                : await database.AskAsync(ticket, static (session, asked) => ReadAsync(session, asked)),
            policy
        );

    private (StaffVerdict Verdict, StaffIdentity? Who) Judge(StaffIdentity? identity, string policy)
    {
        if (identity is null || identity.EndsAt <= clock.GetUtcNow())
            return (StaffVerdict.SignedOut, null);
        // The role is checked first: a page must not reveal to other roles that it needs a second factor.
        if (!identity.Has(policy))
            return (StaffVerdict.Forbidden, identity);
        return (LacksFactor(identity, policy) ? StaffVerdict.NeedsSecondFactor : StaffVerdict.Welcome, identity);
    }

    /// <summary>Whether the policy holds for an account as it was read: for what a page shows, never for what is done.</summary>
    public bool Allows(StaffIdentity identity, string policy) => identity.Has(policy) && !LacksFactor(identity, policy);

    private bool LacksFactor(StaffIdentity identity, string policy) =>
        secondFactor.Demanded
        && identity.Role.NeedsSecondFactor()
        && !identity.Strong
        && !StaffPolicies.AllowsBeforeSecondFactor(policy);

    /// <summary>The signed-in account, if the policy holds for it now.</summary>
    /// <exception cref="UnauthorizedAccessException">It does not, or no longer.</exception>
    public StaffIdentity Demand(StaffTicket? ticket, string policy) =>
        Ask(ticket, policy) is (StaffVerdict.Welcome, { } identity) ? identity : throw Refusal(policy);

    /// <summary>
    /// The act of whoever acts now, whichever way they came, if the policy holds for them. The program and whoever runs
    /// its commands hold all policies; staff act by a sign-in that holds; nobody else acts here. Only what somebody does
    /// to their own account goes another way: there the sign-in itself, or a link, is the credential.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">The policy does not hold for the actor.</exception>
    public Act Permit(StaffBy by, string policy)
    {
        if (
            by.Actor.Kind is not (ActorKind.System or ActorKind.Operator)
            && (by.Actor.Kind != ActorKind.Staff || Demand(by.Ticket, policy).Actor != by.Actor)
        )
            throw Refusal(policy);
        return Act.By(by.Actor, by.Channel, clock.GetUtcNow()) with
        {
            SignIn = by.Ticket?.Session,
            Once = by.Ticket?.Once,
        };
    }

    private static UnauthorizedAccessException Refusal(string policy) =>
        new($"'{policy}' needs another role, or a sign-in that holds.");

    private static StaffIdentity? Read(ReadSession session, StaffTicket ticket)
    {
        using var row = Question(session, ticket).ExecuteReader();
        return row.Read() ? Identity(row, ticket) : null;
    }

    private static ValueTask<StaffIdentity?> ReadAsync(ReadSession session, StaffTicket ticket) =>
        Question(session, ticket).FirstAsync(row => Identity(row, ticket));

    private static DbCommand Question(ReadSession session, StaffTicket ticket) =>
        session[
            Sql.StaffAt,
            ("@session", ticket.Session.ToByteArray(bigEndian: true)),
            ("@account", ticket.Account.ToByteArray(bigEndian: true))
        ];

    private static StaffIdentity? Identity(DbDataReader row, StaffTicket ticket) =>
        row.IsDBNull(3) || row.GetString(3) != ticket.Stamp
            ? null
            : new StaffIdentity(
                ticket,
                (StaffRole)Sql.ReadByte(row, 0),
                new Actor(ActorKind.Staff, Sql.ReadGuid(row, 1)),
                row.IsDBNull(2) ? "" : row.GetString(2),
                row.GetString(4),
                Sql.ReadInstant(row, 5),
                Convert.ToBoolean(row.GetValue(6), null)
            );
}
