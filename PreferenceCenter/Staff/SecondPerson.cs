using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Staff;

/// <summary>
/// Who may be the second of two. Nobody makes their own: an account counts once nobody has invited, reset or raised it
/// for seven days. Where there is no such account, one may decide with reasons a day after saying so.
/// </summary>
internal sealed class SecondPerson(Database database, TimeProvider clock)
{
    public static readonly TimeSpan KnownFor = TimeSpan.FromDays(7),
        AloneAfter = TimeSpan.FromDays(1);

    public static bool MayBe(CenterContext context, Guid actor, DateTimeOffset at) =>
        Eligible(context, at).Any(a => a.ActorId == actor);

    public static bool IsThereFor(CenterContext context, Guid first, DateTimeOffset at) =>
        Eligible(context, at).Any(a => a.ActorId != first);

    /// <summary>
    /// Whether the first may decide alone: nobody else could agree, and a day has passed since it was said.
    /// </summary>
    public static bool MayDecideAlone(
        CenterContext context,
        Guid actor,
        Guid? saidBy,
        DateTimeOffset? saidAt,
        DateTimeOffset at
    ) => saidBy == actor && at >= saidAt + AloneAfter && !IsThereFor(context, actor, at);

    public int Count()
    {
        using var context = database.CreateContext();
        return Eligible(context, clock.GetUtcNow()).Count();
    }

    /// <summary>Whether somebody else can agree to what this one wants.</summary>
    public bool IsThereFor(Guid first)
    {
        using var context = database.CreateContext();
        return IsThereFor(context, first, clock.GetUtcNow());
    }

    private static IQueryable<StaffAccount> Eligible(CenterContext context, DateTimeOffset at)
    {
        var (since, passkeys) = (at - KnownFor, context.Set<IdentityUserPasskey<Guid>>());
        return context
            .StaffAccounts.AsNoTracking()
            .Where(a =>
                a.DismissedAt == null
                && (a.Role == StaffRole.Owner || a.Role == StaffRole.Privacy)
                && a.GivenAt <= since
                && (a.PasswordHash != null || passkeys.Any(p => p.UserId == a.Id))
            );
    }
}
