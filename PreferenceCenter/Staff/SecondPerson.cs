using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;

namespace PreferenceCenter.Staff;

/// <summary>Whether an account may be the second person of a decision, or why not.</summary>
internal enum SecondPersonVerdict
{
    May,

    /// <summary>It cannot decide, or was invited, reset or given its role less than seven days ago.</summary>
    TooNew,

    /// <summary>One of the staff stands behind both accounts (<see cref="StaffOrigins"/>).</summary>
    NotIndependent,
}

/// <summary>
/// Finds staff members who may give the second opinion on a proposal. Proposers cannot create their own second person:
/// an account counts only if it was not invited, reset or given a role in the last seven days, and never together with
/// one that the same hands let in. Where there is nobody else at all, the proposer may decide alone with reasons, a day
/// after the proposal.
/// </summary>
internal sealed class SecondPerson(Database database, TimeProvider clock)
{
    public static readonly TimeSpan KnownFor = TimeSpan.FromDays(7),
        AloneAfter = TimeSpan.FromDays(1);

    /// <summary>Whether this staff member may give a second opinion on what the first proposes.</summary>
    public static SecondPersonVerdict Judge(CenterContext context, Guid actor, Guid first, DateTimeOffset at) =>
        !Eligible(context, at).Any(a => a.ActorId == actor) ? SecondPersonVerdict.TooNew
        : StaffOrigins.Read(context).AreIndependent(actor, first) ? SecondPersonVerdict.May
        : SecondPersonVerdict.NotIndependent;

    /// <summary>
    /// Whether the proposer may decide alone: a day has passed since the proposal, and since seven days before it there
    /// was nobody else who could decide.
    /// </summary>
    public static bool MayDecideAlone(
        CenterContext context,
        Guid actor,
        Guid? proposedBy,
        DateTimeOffset? proposedAt,
        DateTimeOffset at
    ) =>
        proposedBy == actor
        && proposedAt is { } proposed
        && at >= proposed + AloneAfter
        && !WasAnybodyElse(context, actor, proposed);

    /// <summary>How many of the staff may give a second opinion, and whether any two of them may decide together.</summary>
    public (int Known, bool Pair) Standing()
    {
        using var context = database.CreateContext();
        Guid[] known = [.. Eligible(context, clock.GetUtcNow()).Select(a => a.ActorId)];
        var origins = StaffOrigins.Read(context);
        return (known.Length, known.Any(one => known.Any(other => origins.AreIndependent(one, other))));
    }

    /// <summary>Whether another staff member can agree to this one's proposal.</summary>
    public async Task<bool> IsThereForAsync(Guid first)
    {
        await using var context = await database.CreateContextAsync();
        var known = await Eligible(context, clock.GetUtcNow()).Select(a => a.ActorId).ToArrayAsync();
        var origins = StaffOrigins.Read(context);
        return known.Any(other => origins.AreIndependent(first, other));
    }

    /// <summary>Whether a proposal of then may be decided by the proposer alone, once its day is over.</summary>
    public async Task<bool> MayBecomeAloneAsync(Guid first, DateTimeOffset proposedAt)
    {
        await using var context = await database.CreateContextAsync();
        return !WasAnybodyElse(context, first, proposedAt);
    }

    // Anybody counts who could decide, known for seven days or not: somebody new is waited for, not passed over. Who
    // could until the proposer, or an account of theirs, ended it counts for ever.
    private static bool WasAnybodyElse(CenterContext context, Guid first, DateTimeOffset proposedAt)
    {
        if (Able(context).Any(a => a.ActorId != first))
            return true;
        var (since, origins) = (proposedAt - KnownFor, StaffOrigins.Read(context));
        return context
            .StaffAccounts.AsNoTracking()
            .Where(a => a.ActorId != first && a.AbleUntil != null)
            .Select(a => new { Until = a.AbleUntil!.Value, By = a.AbleEndedBy })
            .AsEnumerable()
            .Any(a => a.Until >= since || a.By is { } by && !origins.AreIndependent(first, by));
    }

    private static IQueryable<StaffAccount> Eligible(CenterContext context, DateTimeOffset at)
    {
        var since = at - KnownFor;
        return Able(context).Where(a => a.GivenAt <= since);
    }

    /// <summary>Accounts that can decide about personal data now: by their role, and because they can sign in.</summary>
    public static IQueryable<StaffAccount> Able(CenterContext context)
    {
        var (able, passkeys) = (
            StaffPolicies.RolesOf(StaffPolicies.ManagePersonalData),
            context.Set<IdentityUserPasskey<Guid>>()
        );
        return context
            .StaffAccounts.AsNoTracking()
            .Where(a =>
                a.DismissedAt == null
                && able.Contains(a.Role)
                && (a.PasswordHash != null || passkeys.Any(p => p.UserId == a.Id))
            );
    }
}
