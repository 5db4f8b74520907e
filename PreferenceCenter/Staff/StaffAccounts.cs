using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>Why a staff account was not changed.</summary>
internal enum StaffRefusal
{
    None,
    Known,
    Unknown,
    LastOwner,
    NotByThemselves,
}

/// <summary>A staff account in the list of accounts.</summary>
internal sealed record StaffLine(
    Guid Id,
    string? Address,
    StaffRole Role,
    bool CanSignIn,
    bool SecondFactor,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DismissedAt
);

/// <summary>
/// Manages staff accounts and their roles. An owner or the operator changes them, each time with a log event in the
/// same transaction.
/// </summary>
internal sealed class StaffAccounts(Database database, ChangeWriter writer, StaffAuthorizer staff)
{
    public IReadOnlyList<StaffLine> List()
    {
        using var context = database.CreateContext();
        return [.. Lines(context)];
    }

    /// <summary>The same for requests, whose thread serves others while the database reads.</summary>
    public async Task<IReadOnlyList<StaffLine>> ListAsync(CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return await Lines(context).ToListAsync(cancel);
    }

    private static IQueryable<StaffLine> Lines(CenterContext context)
    {
        var passkeys = context.Set<Microsoft.AspNetCore.Identity.IdentityUserPasskey<Guid>>();
        return context
            .StaffAccounts.AsNoTracking()
            .OrderBy(a => a.CreatedAt)
            .ThenBy(a => a.NormalizedEmail)
            .Select(a => new StaffLine(
                a.Id,
                a.Email,
                a.Role,
                a.PasswordHash != null || passkeys.Any(p => p.UserId == a.Id),
                a.TwoFactorEnabled || passkeys.Any(p => p.UserId == a.Id),
                a.CreatedAt,
                a.DismissedAt
            ));
    }

    public Guid? Find(EmailAddress address)
    {
        using var session = database.Read();
        using var row = session[Sql.StaffByAddress, address.Key].ExecuteReader();
        return row.Read() ? Sql.ReadGuid(row, 0) : null;
    }

    /// <param name="handed">Hash of a link that is handed over in person; null to send one by e-mail.</param>
    public Task<StaffRefusal> InviteAsync(
        EmailAddress address,
        StaffRole role,
        string language,
        StaffBy by,
        byte[]? handed = null
    ) =>
        DoAsync(
            by,
            (context, at) =>
            {
                if (context.StaffAccounts.Any(a => a.NormalizedEmail == address.Key))
                    return AdminResult.Unwritten(StaffRefusal.Known);
                var (account, named) = context.Add(Guid.CreateVersion7(at), address, role, language, at);
                context.Given(account, by);
                context.SendLink(account, StaffAct.Invited, handed, at);
                return AdminResult.Written(
                    StaffRefusal.None,
                    named,
                    StaffRows.Fact(StaffAct.Invited, account.Id, role)
                );
            }
        );

    /// <summary>Changes the role and ends the account's sessions: the new role may need a second factor.</summary>
    public Task<StaffRefusal> ChangeRoleAsync(Guid id, StaffRole role, StaffBy by) =>
        WithAsync(
            id,
            by,
            (context, account, at) =>
            {
                if (account.Role == role)
                    return AdminResult.Unwritten(StaffRefusal.None);
                if (context.IsLastOwner(account))
                    return AdminResult.Unwritten(StaffRefusal.LastOwner);
                if (!StaffPolicies.RolesOf(StaffPolicies.ManagePersonalData).Contains(role))
                    context.EndPower(account, by, at);
                (account.Role, account.GivenAt) = (role, at);
                context.Given(account, by);
                context.EndSessions(account);
                return AdminResult.Written(
                    StaffRefusal.None,
                    [.. context.DropProposals(by, at), StaffRows.Fact(StaffAct.RoleChanged, id, role)]
                );
            }
        );

    /// <summary>Closes the account; the last owner's account stays.</summary>
    public Task<StaffRefusal> DismissAsync(Guid id, StaffBy by) =>
        WithAsync(
            id,
            by,
            (context, account, at) =>
            {
                if (context.IsLastOwner(account))
                    return AdminResult.Unwritten(StaffRefusal.LastOwner);
                context.EndPower(account, by, at);
                context.TakeSecrets(account, at);
                account.DismissedAt = at;
                return AdminResult.Written(
                    StaffRefusal.None,
                    [.. context.DropProposals(by, at), StaffRows.Fact(StaffAct.Dismissed, id)]
                );
            }
        );

    /// <summary>Deletes the password and the second factor; a link sets a new password.</summary>
    public Task<StaffRefusal> ResetAsync(Guid id, StaffBy by, byte[]? handed = null) =>
        WithAsync(
            id,
            by,
            (context, account, at) =>
            {
                if (account.Email is null)
                    return AdminResult.Unwritten(StaffRefusal.Unknown);
                context.EndPower(account, by, at);
                context.TakeSecrets(account, at);
                account.GivenAt = at;
                if (by.Actor.Kind == ActorKind.Staff)
                    context.Given(account, by);
                else
                    context.Vouched(account);
                context.SendLink(account, StaffAct.Reset, handed, at);
                return AdminResult.Written(
                    StaffRefusal.None,
                    [.. context.DropProposals(by, at), StaffRows.Fact(StaffAct.Reset, id)]
                );
            }
        );

    private Task<StaffRefusal> WithAsync(
        Guid id,
        StaffBy by,
        Func<CenterContext, StaffAccount, DateTimeOffset, AdminResult<StaffRefusal>> work
    ) =>
        DoAsync(
            by,
            (context, at) =>
                context.StaffAccounts.SingleOrDefault(a => a.Id == id && a.DismissedAt == null) is not { } account
                    ? AdminResult.Unwritten(StaffRefusal.Unknown)
                // Staff may not change their own account here: neither raise their own role nor lock themselves out by
                // mistake.
                : by.Channel == Channel.Staff && by.Actor.Id == account.ActorId
                    ? AdminResult.Unwritten(StaffRefusal.NotByThemselves)
                : work(context, account, at)
        );

    private Task<StaffRefusal> DoAsync(StaffBy by, Func<CenterContext, DateTimeOffset, AdminResult<StaffRefusal>> work)
    {
        var act = staff.Permit(by, StaffPolicies.ManageAccounts);
        return writer.DoAsync(new AdminChange<StaffRefusal>(act, context => work(context, act.At)));
    }
}
