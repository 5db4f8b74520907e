using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>Whose act it is, and by which way it came in.</summary>
internal readonly record struct StaffBy(Actor Actor, Channel Channel)
{
    public static readonly StaffBy System = new(Actor.System, Channel.System);

    public Act At(DateTimeOffset at) => new(Channel, Actor, at, LawfulBasis.None, 0, 0);
}

/// <summary>What changes of accounts are made of; run inside the transaction of the one door.</summary>
internal static class StaffRows
{
    public static readonly TimeSpan LinkFor = TimeSpan.FromDays(3);

    /// <param name="role">Where the act gives one. Never an address: the log is kept for ever.</param>
    public static AdminEvent Fact(StaffAct act, Guid account, StaffRole? role = null) =>
        new(
            EventKind.StaffAccountChanged,
            (long)(role ?? 0),
            (long)act,
            new Evidence
            {
                Detail = role is { } given
                    ? $$"""{"account":"{{account}}","role":"{{StaffRoles.NameOf(given)}}"}"""
                    : $$"""{"account":"{{account}}"}""",
            }
        );

    public static string NewStamp() => RandomNumberGenerator.GetHexString(32);

    /// <summary>An account nobody can use yet, and the actor that events will know it by.</summary>
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

    /// <summary>Whatever showed that it is them, and every sign-in and link that stands: gone.</summary>
    public static void TakeSecrets(this CenterContext context, StaffAccount account, DateTimeOffset at)
    {
        (account.PasswordHash, account.TwoFactorEnabled, account.LastCodeStep) = (null, false, 0);
        context.Set<IdentityUserToken<Guid>>().Where(t => t.UserId == account.Id).ExecuteDelete();
        context.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == account.Id).ExecuteDelete();
        context.EndSessions(account);
        context.EndLinks(account.Id, at);
    }

    /// <summary>The stamp too: what a browser still holds is worth nothing.</summary>
    public static void EndSessions(this CenterContext context, StaffAccount account)
    {
        (account.SecurityStamp, account.ConcurrencyStamp) = (NewStamp(), NewStamp());
        context.StaffSessions.Where(s => s.AccountId == account.Id).ExecuteDelete();
    }

    public static void EndLinks(this CenterContext context, Guid account, DateTimeOffset at) =>
        context
            .MailedLinks.Where(l => l.OptInId == account && l.Kind == MailedLinkKind.StaffPassword && l.UsedAt == null)
            .ExecuteUpdate(l => l.SetProperty(x => x.UsedAt, at));

    /// <summary>A link somebody is handed, or a mail that will carry one made when it goes.</summary>
    public static void SendLink(
        this CenterContext context,
        StaffAccount account,
        StaffAct act,
        byte[]? handed,
        DateTimeOffset at
    )
    {
        if (handed is not null)
            context.MailedLinks.Add(
                new MailedLinkRow
                {
                    Hash = handed,
                    Kind = MailedLinkKind.StaffPassword,
                    OptInId = account.Id,
                    ExpiresAt = at + LinkFor,
                }
            );
        else
            context.Outbox.Add(
                new OutboxRow
                {
                    MessageId = Guid.CreateVersion7(at),
                    Kind = MailKind.StaffInvitation,
                    Address = account.Email,
                    Language = account.Language,
                    FromSeq = (long)act,
                    CreatedAt = at,
                    DueAt = at,
                }
            );
    }

    /// <summary>
    /// Whether somebody else could still let people in. Owners' rows are locked first: two of them cannot dismiss each
    /// other at one time.
    /// </summary>
    public static bool IsLastOwner(this CenterContext context, StaffAccount account)
    {
        if (account.Role != StaffRole.Owner)
            return false;
        var owners = context.StaffAccounts.Where(a => a.Role == StaffRole.Owner && a.DismissedAt == null);
        owners.ExecuteUpdate(a => a.SetProperty(x => x.LastCodeStep, x => x.LastCodeStep));
        return !owners.Any(a =>
            a.Id != account.Id
            && (a.PasswordHash != null || context.Set<IdentityUserPasskey<Guid>>().Any(p => p.UserId == a.Id))
        );
    }
}
