using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>The account that a password link belongs to.</summary>
/// <param name="Address">Null for the first account, which gets its address together with its password.</param>
internal sealed record OpenedStaffLink(Guid Account, string? Address);

/// <summary>
/// Creates accounts' first passwords: by a link that works once, or for the first owner at the start.
/// </summary>
internal sealed class StaffOnboarding(Database database, ChangeWriter writer, TimeProvider clock)
{
    /// <summary>
    /// Finds the account of a password link. Null if the link was used or expired, or the account was dismissed.
    /// </summary>
    public OpenedStaffLink? Open(byte[] hash)
    {
        using var context = database.CreateContext();
        return Find(context, hash, clock.GetUtcNow()) is { } account
            ? new OpenedStaffLink(account.Id, account.Email)
            : null;
    }

    /// <summary>Sets the password. The link and all other links of the account become invalid.</summary>
    /// <param name="address">Only for the first account.</param>
    public async Task<bool> SetPasswordAsync(byte[] hash, string passwordHash, EmailAddress? address)
    {
        var at = clock.GetUtcNow();
        // The link identifies the actor: the account itself.
        if (ActorOf(hash, at) is not { } actor)
            return false;
        return await writer.DoAsync(
            new AdminChange<bool>(
                Act.By(actor, Channel.Staff, at),
                context =>
                {
                    // The first request to use the link wins: the condition is part of the statement.
                    if (context.Run(Sql.UseLink, ("@at", at), ("@hash", hash)) == 0)
                        return AdminResult.Unwritten(false);
                    if (
                        Account(context, hash) is not { } account
                        || (
                            account.Email is null
                            && (address is null || context.StaffAccounts.Any(a => a.Email != null))
                        )
                    )
                        return AdminResult.Unwritten(false);
                    if (account.Email is null)
                        account.Give(address);
                    account.PasswordHash = passwordHash;
                    context.EndSessions(account);
                    context.EndLinks(account.Id, at);
                    return AdminResult.Written(true, StaffRows.Fact(StaffAct.PasswordSet, account.Id));
                }
            )
        );
    }

    /// <summary>Whether there is no staff account yet.</summary>
    public bool HasNobody()
    {
        using var session = database.Read();
        return session[Sql.AnyStaff].ExecuteScalar() is null;
    }

    /// <summary>Whether a valid link for the first owner exists.</summary>
    public bool IsAwaited()
    {
        using var session = database.Read();
        return session[
            Sql.StaffLinkWaits,
            ("@account", StaffAccount.First.ToByteArray(bigEndian: true)),
            ("@now", Instant.ToMicroseconds(clock.GetUtcNow()))
        ]
            .ExecuteScalar()
            is not null;
    }

    /// <summary>Whether there is an account outside the demo's domain.</summary>
    public bool HasOthersThan(string domain)
    {
        using var context = database.CreateContext();
        return context.StaffAccounts.Any(a => a.NormalizedEmail != null && !a.NormalizedEmail.EndsWith("@" + domain));
    }

    /// <summary>
    /// Creates the first owner, with a password or with a link that asks for address and password. False if an account
    /// exists already, or another node was faster.
    /// </summary>
    public Task<bool> MakeFirstAsync(
        string language,
        (EmailAddress Address, string PasswordHash)? known,
        byte[]? handed
    )
    {
        var at = clock.GetUtcNow();
        return writer.DoAsync(
            new AdminChange<bool>(
                Act.By(Actor.System, Channel.System, at),
                context =>
                {
                    if (
                        context.StaffAccounts.Any(a => a.Email != null)
                        || (
                            handed is not null
                            && context.MailedLinks.Any(l =>
                                l.AccountId == StaffAccount.First && l.UsedAt == null && l.ExpiresAt > at
                            )
                        )
                    )
                        return AdminResult.Unwritten(false);
                    List<AdminEvent> events = [];
                    if (context.StaffAccounts.SingleOrDefault(a => a.Id == StaffAccount.First) is not { } account)
                    {
                        (account, var named) = context.Add(
                            StaffAccount.First,
                            known?.Address,
                            StaffRole.Owner,
                            language,
                            at
                        );
                        events.AddRange(named, StaffRows.Fact(StaffAct.Invited, account.Id, StaffRole.Owner));
                    }
                    context.EndLinks(account.Id, at);
                    account.ConcurrencyStamp = StaffRows.NewStamp();
                    if (handed is not null)
                        context.SendLink(account, StaffAct.Invited, handed, at);
                    if (known is { } owner)
                    {
                        account.Give(owner.Address);
                        account.PasswordHash = owner.PasswordHash;
                        events.Add(StaffRows.Fact(StaffAct.PasswordSet, account.Id));
                    }
                    return AdminResult.Written(true, events);
                }
            )
        );
    }

    /// <summary>
    /// Creates a demo account, or gives it this start's password. False if the account was dismissed.
    /// </summary>
    /// <param name="passwordHash">Empty for an account that gets its password at the next start.</param>
    /// <param name="id">Marks an account that the demo makes; by itself an id like any other.</param>
    public Task<bool> PutAsync(EmailAddress address, StaffRole role, string passwordHash, Guid? id = null)
    {
        var at = clock.GetUtcNow();
        return writer.DoAsync(
            new AdminChange<bool>(
                Act.By(Actor.System, Channel.System, at),
                context =>
                {
                    var account = context.StaffAccounts.SingleOrDefault(a => a.NormalizedEmail == address.Key);
                    if (account?.DismissedAt is not null)
                        return AdminResult.Unwritten(false);
                    List<AdminEvent> events = [];
                    if (account is null)
                    {
                        (account, var named) = context.Add(id ?? Guid.CreateVersion7(at), address, role, "en", at);
                        events.AddRange(named, StaffRows.Fact(StaffAct.Invited, account.Id, role));
                        // Demo accounts count as old enough to give a second opinion at once.
                        account.GivenAt = at - SecondPerson.KnownFor;
                    }
                    account.PasswordHash = passwordHash;
                    account.ConcurrencyStamp = StaffRows.NewStamp();
                    return AdminResult.Written(true, [.. events, StaffRows.Fact(StaffAct.PasswordSet, account.Id)]);
                }
            )
        );
    }

    /// <summary>
    /// Removes accounts altogether, as if they had never been given: those of the demo, which are nobody's. What they did
    /// stays in the log under their actor ids. Returns how many there were.
    /// </summary>
    public Task<int> RemoveAsync(IReadOnlyCollection<Guid> ids, Actor by)
    {
        var at = clock.GetUtcNow();
        return writer.DoAsync(
            new AdminChange<int>(
                Act.By(by, Channel.Command, at),
                context =>
                {
                    var accounts = context.StaffAccounts.Where(a => ids.Contains(a.Id)).ToArray();
                    foreach (var account in accounts)
                        context.TakeSecrets(account, at);
                    context.StaffAccounts.RemoveRange(accounts);
                    return accounts.Length == 0
                        ? AdminResult.Unwritten(0)
                        : AdminResult.Written(
                            accounts.Length,
                            [.. accounts.Select(a => StaffRows.Fact(StaffAct.Dismissed, a.Id))]
                        );
                }
            )
        );
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
            .Select(l => l.AccountId)
            .SingleOrDefault();
        return context.StaffAccounts.SingleOrDefault(a => a.Id == id && a.DismissedAt == null);
    }
}
