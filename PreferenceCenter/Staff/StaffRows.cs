using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>Writes the rows of account changes, inside the transaction of the change writer.</summary>
internal static class StaffRows
{
    public static readonly TimeSpan LinkFor = TimeSpan.FromDays(3);

    /// <summary>The log event of an account change.</summary>
    /// <param name="role">The role, if the act sets one. The event never contains an address: the log is kept
    /// permanently.</param>
    public static AdminEvent Fact(StaffAct act, Guid account, StaffRole? role = null) =>
        new(
            EventKind.StaffAccountChanged,
            (long)(role ?? 0),
            (long)act,
            new Evidence
            {
                Detail = role is { } given
                    ? $$"""{"account":"{{account}}","role":"{{WireName.Of(given)}}"}"""
                    : $$"""{"account":"{{account}}"}""",
            }
        );

    public static string NewStamp() => RandomNumberGenerator.GetHexString(32);

    /// <summary>Adds an account without a password, and the actor id under which its log events appear.</summary>
    public static (StaffAccount Account, AdminEvent Named) Add(
        this CenterContext context,
        Guid id,
        EmailAddress? address,
        StaffRole role,
        string language,
        DateTimeOffset at
    )
    {
        var account = new StaffAccount
        {
            Id = id,
            Role = role,
            ActorId = RandomId.New(),
            Language = language,
            CreatedAt = at,
            GivenAt = at,
            SecurityStamp = NewStamp(),
        };
        account.Give(address);
        context.StaffAccounts.Add(account);
        context.Actors.Add(
            new ActorRow
            {
                Id = account.ActorId,
                Kind = ActorKind.Staff,
                Name = $"{id}",
            }
        );
        return (
            account,
            new AdminEvent(
                EventKind.ActorNamed,
                0,
                (long)ActorKind.Staff,
                new Evidence { Detail = $"{account.ActorId} {id}" }
            )
        );
    }

    public static void Give(this StaffAccount account, EmailAddress? address) =>
        (account.Email, account.NormalizedEmail) = (address?.Typed, address?.Key);

    /// <summary>
    /// Deletes the account's password, second factor and passkeys, and ends all its sessions and links.
    /// </summary>
    public static void TakeSecrets(this CenterContext context, StaffAccount account, DateTimeOffset at)
    {
        (account.PasswordHash, account.TwoFactorEnabled, account.LastCodeStep) = (null, false, 0);
        context.Set<IdentityUserToken<Guid>>().Where(t => t.UserId == account.Id).ExecuteDelete();
        context.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == account.Id).ExecuteDelete();
        context.EndSessions(account);
        context.EndLinks(account.Id, at);
    }

    /// <summary>Ends all sessions. The stamp changes too, so cookies that browsers still hold become invalid.</summary>
    public static void EndSessions(this CenterContext context, StaffAccount account)
    {
        (account.SecurityStamp, account.ConcurrencyStamp) = (NewStamp(), NewStamp());
        context.StaffSessions.Where(s => s.AccountId == account.Id).ExecuteDelete();
    }

    /// <summary>Invalidates the account's unused password links.</summary>
    public static void EndLinks(this CenterContext context, Guid account, DateTimeOffset at) =>
        context.Run(Sql.EndStaffLinks, ("@at", at), ("@account", account));

    /// <summary>
    /// Stores a link that is handed over in person, or queues an e-mail whose link is created when it is sent.
    /// </summary>
    public static void SendLink(
        this CenterContext context,
        StaffAccount account,
        StaffAct act,
        byte[]? handed,
        DateTimeOffset at
    )
    {
        if (handed is not null)
            context.Insert(
                new MailedLinkRow
                {
                    Hash = handed,
                    Kind = MailedLinkKind.StaffPassword,
                    AccountId = account.Id,
                    ExpiresAt = at + LinkFor,
                }
            );
        else
            context.Insert(
                new OutboxRow
                {
                    MessageId = Guid.CreateVersion7(at),
                    Kind = MailKind.StaffInvitation,
                    Address = account.Email,
                    Language = account.Language,
                    StaffAct = act,
                    CreatedAt = at,
                    DueAt = at,
                }
            );
    }

    /// <summary>
    /// Whether no other owner could still sign in. Two owners cannot dismiss each other at the same time, because
    /// administrative changes run one at a time.
    /// </summary>
    public static bool IsLastOwner(this CenterContext context, StaffAccount account)
    {
        if (account.Role != StaffRole.Owner)
            return false;
        var owners = context.StaffAccounts.Where(a => a.Role == StaffRole.Owner && a.DismissedAt == null);
        return !owners.Any(a =>
            a.Id != account.Id
            && (a.PasswordHash != null || context.Set<IdentityUserPasskey<Guid>>().Any(p => p.UserId == a.Id))
        );
    }
}
