using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.TopicMerges;

/// <summary>What a merge would mean for how many people. All but <see cref="TakenOff"/> are on the merged topic.</summary>
/// <param name="Stay">Who said yes to both, and stays subscribed.</param>
/// <param name="Asked">Who said yes to the merged topic alone: asked by one email, at most.</param>
/// <param name="AskedLater">Of the same, who has paused or restricted the use of their data: asked once that ends.</param>
/// <param name="KeptOut">
/// Who is on neither and is not asked: they left the survivor or everything, bounced, complained, are on the merged
/// topic because of a sale, or have an open question about the survivor.
/// </param>
/// <param name="TakenOff">Who left the merged topic and is on the survivor: unsubscribed from it.</param>
internal sealed record TopicMergeCounts(long Stay, long Asked, long AskedLater, long KeptOut, long TakenOff)
{
    public static async Task<TopicMergeCounts> ReadAsync(
        Database database,
        long merged,
        long survivor,
        DateTimeOffset at,
        CancellationToken cancel
    )
    {
        await using var context = await database.CreateContextAsync();
        var pausedAt = at.ToUnixTimeSeconds();
        var people =
            from gone in context.Choices.Where(c => c.Aspect == merged && (c.Value > 0 || c.LeftAt != null))
            join other in context.Choices.Where(c => c.Aspect == survivor)
                on gone.SubscriberId equals other.SubscriberId
                into others
            from kept in others.DefaultIfEmpty()
            select new
            {
                WasOn = gone.Value > 0,
                IsOn = kept != null && kept.Value > 0,
                IsOut = kept != null && (kept.LeftAt != null || kept.Wish != null)
                    || gone.GrantBasis != LawfulBasis.Consent
                    || context.Choices.Any(c =>
                        c.SubscriberId == gone.SubscriberId
                        && (c.Aspect == Aspect.Everything || c.Aspect == Aspect.Suppression)
                        && c.Value != 0
                    ),
                Waits = context.Choices.Any(c =>
                    c.SubscriberId == gone.SubscriberId
                    && (
                        c.Aspect == Aspect.Restriction && c.Value != 0 || c.Aspect == Aspect.Pause && c.Value > pausedAt
                    )
                ),
            };
        var said = await people
            .GroupBy(p => new
            {
                p.WasOn,
                p.IsOn,
                p.IsOut,
                p.Waits,
            })
            .Select(same => new { same.Key, People = same.LongCount() })
            .ToListAsync(cancel);
        long Of(bool wasOn, bool isOn, bool? isOut = null, bool? waits = null) =>
            said.Where(s =>
                    (s.Key.WasOn, s.Key.IsOn) == (wasOn, isOn)
                    && s.Key.IsOut == (isOut ?? s.Key.IsOut)
                    && s.Key.Waits == (waits ?? s.Key.Waits)
                )
                .Sum(s => s.People);
        return new TopicMergeCounts(
            Of(true, true),
            Of(true, false, false, false),
            Of(true, false, false, true),
            Of(true, false, true),
            Of(false, true)
        );
    }
}
