using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>
/// Changes that staff make to their own account. ASP.NET Core Identity prepares the change; the change writer stores it
/// with its log events in one transaction.
/// </summary>
internal sealed class StaffSelf(
    UserManager<StaffAccount> users,
    IUserStore<StaffAccount> store,
    CenterContext context,
    ChangeWriter writer,
    Site site,
    TimeProvider clock
)
{
    public UserManager<StaffAccount> Users => users;
    public StaffStore Store => (StaffStore)store;

    public async Task<StaffAccount?> LoadAsync(Guid id) =>
        await users.FindByIdAsync($"{id}") is { DismissedAt: null } account ? account : null;

    /// <summary>Whether the password meets the rules: its length, and that it is not easily guessed.</summary>
    public async Task<bool> TakesAsync(string password, string? address)
    {
        foreach (var validator in users.PasswordValidators)
            if (!(await validator.ValidateAsync(users, new StaffAccount(), password)).Succeeded)
                return false;
        return password.Length <= StaffPasswords.Longest
            && !GuessablePasswords.Include(password, site.Name, site.PublicUrl.Host, address);
    }

    /// <summary>
    /// Commits what was changed of the own account, as this account. A sign-in that ended after the request was
    /// authorized changes nothing: a form may be sent slowly.
    /// </summary>
    /// <param name="signIn">Null at the sign-in itself.</param>
    /// <exception cref="DbUpdateConcurrencyException">The account was changed in the meantime; nothing was
    /// written.</exception>
    /// <exception cref="UnauthorizedAccessException">The sign-in is over; nothing was written.</exception>
    public async Task CommitAsync(
        Actor account,
        StaffTicket? signIn,
        IReadOnlyList<AdminEvent> events,
        Action<CenterContext>? more = null
    )
    {
        var prepared = PreparedRows.ChangedIn(context);
        try
        {
            await writer.DoAsync(
                new AdminChange<bool>(
                    Act.By(account, Channel.Staff, clock.GetUtcNow()) with
                    {
                        SignIn = signIn?.Session,
                        Once = signIn?.Once,
                    },
                    target =>
                    {
                        prepared.AddTo(target);
                        more?.Invoke(target);
                        return AdminResult.Written(true, events);
                    }
                )
            );
        }
        finally
        {
            context.ChangeTracker.Clear();
        }
    }
}
