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
    TimeProvider clock
)
{
    public UserManager<StaffAccount> Users => users;
    public StaffStore Store => (StaffStore)store;

    public async Task<StaffAccount?> LoadAsync(Guid id) =>
        await users.FindByIdAsync($"{id}") is { DismissedAt: null } account ? account : null;

    /// <summary>Whether the password meets the rules.</summary>
    public async Task<bool> TakesAsync(string password)
    {
        foreach (var validator in users.PasswordValidators)
            if (!(await validator.ValidateAsync(users, new StaffAccount(), password)).Succeeded)
                return false;
        return password.Length <= StaffPasswords.Longest;
    }

    /// <summary>Commits what was changed of the own account, as this account.</summary>
    /// <exception cref="DbUpdateConcurrencyException">The account was changed in the meantime; nothing was
    /// written.</exception>
    public async Task CommitAsync(Actor account, IReadOnlyList<AdminEvent> events, Action<CenterContext>? more = null)
    {
        var changed = context
            .ChangeTracker.Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => (e.Entity, e.State, Before: e.OriginalValues.Clone()))
            .ToArray();
        try
        {
            await writer.DoAsync(
                new AdminChange(
                    Act.By(account, Channel.Staff, clock.GetUtcNow()),
                    target =>
                    {
                        foreach (var (entity, state, before) in changed)
                        {
                            var entry = target.Entry(entity);
                            entry.State = state;
                            // Includes the concurrency stamp, as it was read.
                            if (state != EntityState.Added)
                                entry.OriginalValues.SetValues(before);
                        }
                        more?.Invoke(target);
                        return events;
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
