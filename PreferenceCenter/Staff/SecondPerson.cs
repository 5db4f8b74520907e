using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;

namespace PreferenceCenter.Staff;

/// <summary>
/// Finds staff members who may give the second opinion on a proposal. Proposers cannot create their own second person:
/// an account counts only if it was not invited, reset or given a role in the last seven days. If there is no such
/// account, the proposer may decide alone with reasons, a day after the proposal.
/// </summary>
internal sealed class SecondPerson(Database database, TimeProvider clock)
{
    public static readonly TimeSpan KnownFor = TimeSpan.FromDays(7),
        AloneAfter = TimeSpan.FromDays(1);

    /// <summary>Whether this staff member may give a second opinion.</summary>
    public static bool MayBe(CenterContext context, Guid actor, DateTimeOffset at) =>
        Eligible(context, at).Any(a => a.ActorId == actor);

    public static bool IsThereFor(CenterContext context, Guid first, DateTimeOffset at) =>
        Eligible(context, at).Any(a => a.ActorId != first);

    /// <summary>
    /// Whether the proposer may decide alone: no other staff member could agree, and a day has passed since the
    /// proposal.
    /// </summary>
    public static bool MayDecideAlone(
        CenterContext context,
        Guid actor,
        Guid? proposedBy,
        DateTimeOffset? proposedAt,
        DateTimeOffset at
    ) => proposedBy == actor && at >= proposedAt + AloneAfter && !IsThereFor(context, actor, at);

    /// <summary>Number of staff members who may give a second opinion.</summary>
    public int Count()
    {
        using var context = database.CreateContext();
        return Eligible(context, clock.GetUtcNow()).Count();
    }

    /// <summary>Whether another staff member can agree to this one's proposal.</summary>
    public async Task<bool> IsThereForAsync(Guid first)
    {
        await using var context = await database.CreateContextAsync();
        return await Eligible(context, clock.GetUtcNow()).AnyAsync(a => a.ActorId != first);
    }

    private static IQueryable<StaffAccount> Eligible(CenterContext context, DateTimeOffset at)
    {
        var able = StaffPolicies.RolesOf(StaffPolicies.ManagePersonalData);
        var (since, passkeys) = (at - KnownFor, context.Set<IdentityUserPasskey<Guid>>());
        return context
            .StaffAccounts.AsNoTracking()
            .Where(a =>
                a.DismissedAt == null
                && able.Contains(a.Role)
                && a.GivenAt <= since
                && (a.PasswordHash != null || passkeys.Any(p => p.UserId == a.Id))
            );
    }
}
