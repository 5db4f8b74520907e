using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>What a link that sets a password leads to.</summary>
/// <param name="Address">Nothing for the very first account, which is given one with its password.</param>
internal sealed record StaffDoor(Guid Account, string? Address);

/// <summary>How somebody comes in for the first time: by a link that works once, or as the first of all.</summary>
internal sealed class StaffOnboarding(Database database, ChangeWriter writer, TimeProvider clock)
{
    /// <summary>What such a link opens; nothing where it was used, ran out, or is of somebody gone.</summary>
    public StaffDoor? Open(byte[] hash)
    {
        using var context = database.CreateContext();
        return Find(context, hash, clock.GetUtcNow()) is { } account ? new StaffDoor(account.Id, account.Email) : null;
    }

    /// <summary>Sets the password; the link, and every other one of that account, is used.</summary>
    /// <param name="address">For the first account alone.</param>
    public async Task<bool> SetPasswordAsync(byte[] hash, string passwordHash, EmailAddress? address)
    {
        var (at, done) = (clock.GetUtcNow(), false);
        // Who acts is known once the link is read: the account, by itself.
        if (ActorOf(hash, at) is not { } actor)
            return false;
        await writer.DoAsync(
            new AdminChange(
                new StaffBy(actor, Channel.Staff).At(at),
                context =>
                {
                    done = false;
                    // Who comes first has it; the condition stands in the statement.
                    if (
                        context
                            .MailedLinks.Where(l => l.Hash == hash && l.UsedAt == null)
                            .ExecuteUpdate(l => l.SetProperty(x => x.UsedAt, at)) == 0
                    )
                        return [];
                    if (
                        Account(context, hash) is not { } account
                        || account.Email is null && (address is null || context.StaffAccounts.Any(a => a.Email != null))
                    )
                        return [];
                    if (account.Email is null)
                        account.Give(address);
                    account.PasswordHash = passwordHash;
                    context.EndSessions(account);
                    context.EndLinks(account.Id, at);
                    done = true;
                    return [StaffRows.Fact(StaffAct.PasswordSet, account.Id)];
                }
            )
        );
        return done;
    }

    public bool HasNobody()
    {
        using var session = database.Read();
        return session[Sql.AnyStaff].ExecuteScalar() is null;
    }

    /// <summary>Whether a link for the first owner is out and still good.</summary>
    public bool IsAwaited()
    {
        using var session = database.Read();
        return session[
            Sql.StaffLinkWaits,
            StaffAccount.First.ToByteArray(bigEndian: true),
            Instant.ToMicroseconds(clock.GetUtcNow())
        ]
            .ExecuteScalar()
            is not null;
    }

    /// <summary>Whether there is an account that the demo did not make.</summary>
    public bool HasOthersThan(string domain)
    {
        using var context = database.CreateContext();
        return context.StaffAccounts.Any(a => a.NormalizedEmail != null && !a.NormalizedEmail.EndsWith("@" + domain));
    }

    /// <summary>
    /// The first owner, with a password or with a link that asks for both. False where there is somebody, or another
    /// node was quicker.
    /// </summary>
    public async Task<bool> MakeFirstAsync(
        string language,
        (EmailAddress Address, string PasswordHash)? known,
        byte[]? handed
    )
    {
        var (at, made) = (clock.GetUtcNow(), false);
        try
        {
            await writer.DoAsync(
                new AdminChange(
                    StaffBy.System.At(at),
                    context =>
                    {
                        made = false;
                        if (
                            context.StaffAccounts.Any(a => a.Email != null)
                            || handed is not null
                                && context.MailedLinks.Any(l =>
                                    l.OptInId == StaffAccount.First
                                    && l.Kind == MailedLinkKind.StaffPassword
                                    && l.UsedAt == null
                                    && l.ExpiresAt > at
                                )
                        )
                            return [];
                        List<AdminEvent> facts = [];
                        if (context.StaffAccounts.SingleOrDefault(a => a.Id == StaffAccount.First) is not { } account)
                        {
                            (account, var named) = context.Add(
                                StaffAccount.First,
                                known?.Address,
                                StaffRole.Owner,
                                language,
                                at
                            );
                            facts.AddRange(named, StaffRows.Fact(StaffAct.Invited, account.Id, StaffRole.Owner));
                        }
                        context.EndLinks(account.Id, at);
                        account.ConcurrencyStamp = StaffRows.NewStamp();
                        if (handed is not null)
                            context.SendLink(account, StaffAct.Invited, handed, at);
                        if (known is { } owner)
                        {
                            account.Give(owner.Address);
                            account.PasswordHash = owner.PasswordHash;
                            facts.Add(StaffRows.Fact(StaffAct.PasswordSet, account.Id));
                        }
                        made = true;
                        return facts;
                    }
                )
            );
            return made;
        }
        // Two nodes at the same start: the account's id is fixed, so that one of them fails.
        catch (DbUpdateException)
        {
            return false;
        }
    }

    /// <summary>An account of the demo with a password of this start; false where somebody real is here.</summary>
    public async Task<bool> PutAsync(EmailAddress address, StaffRole role, string passwordHash)
    {
        var (at, put) = (clock.GetUtcNow(), false);
        await writer.DoAsync(
            new AdminChange(
                StaffBy.System.At(at),
                context =>
                {
                    put = false;
                    var account = context.StaffAccounts.SingleOrDefault(a => a.NormalizedEmail == address.Key);
                    if (account?.DismissedAt is not null)
                        return [];
                    List<AdminEvent> facts = [];
                    if (account is null)
                    {
                        (account, var named) = context.Add(Guid.CreateVersion7(at), address, role, "en", at);
                        facts.AddRange(named, StaffRows.Fact(StaffAct.Invited, account.Id, role));
                        // The demo's staff have known each other for long: two of them can decide at once.
                        account.GivenAt = at - SecondPerson.KnownFor;
                    }
                    account.PasswordHash = passwordHash;
                    account.ConcurrencyStamp = StaffRows.NewStamp();
                    put = true;
                    return [.. facts, StaffRows.Fact(StaffAct.PasswordSet, account.Id)];
                }
            )
        );
        return put;
    }

    private Actor? ActorOf(byte[] hash, DateTimeOffset at)
    {
        using var context = database.CreateContext();
        return Find(context, hash, at) is { } account ? new Actor(ActorKind.Staff, account.ActorId) : null;
    }

    private static StaffAccount? Find(CenterContext context, byte[] hash, DateTimeOffset at) =>
        context.MailedLinks.Any(l =>
            l.Hash == hash && l.Kind == MailedLinkKind.StaffPassword && l.UsedAt == null && l.ExpiresAt > at
        )
        && Account(context, hash) is { } account
        && (account.Email is not null || !context.StaffAccounts.Any(a => a.Email != null))
            ? account
            : null;

    private static StaffAccount? Account(CenterContext context, byte[] hash)
    {
        var id = context
            .MailedLinks.Where(l => l.Hash == hash && l.Kind == MailedLinkKind.StaffPassword)
            .Select(l => l.OptInId)
            .SingleOrDefault();
        return context.StaffAccounts.SingleOrDefault(a => a.Id == id && a.DismissedAt == null);
    }
}
