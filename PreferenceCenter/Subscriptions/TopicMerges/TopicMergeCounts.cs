using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;

namespace PreferenceCenter.Subscriptions.TopicMerges;

/// <summary>What a merge would mean for how many people.</summary>
/// <param name="Stay">Who said yes to both, and stays subscribed.</param>
/// <param name="Asked">Who said yes to the merged topic alone: asked by one email, at most.</param>
/// <param name="TakenOff">Who left the merged topic and is on the survivor: unsubscribed from it.</param>
/// <param name="KeptOff">Who left the survivor and is on the merged topic: subscribed to neither.</param>
internal sealed record TopicMergeCounts(long Stay, long Asked, long TakenOff, long KeptOff)
{
    public static async Task<TopicMergeCounts> ReadAsync(
        Database database,
        long merged,
        long survivor,
        CancellationToken cancel
    )
    {
        await using var context = await database.CreateContextAsync();
        var said = await (
            from gone in context.Choices.Where(c => c.Aspect == merged && (c.Value > 0 || c.LeftAt != null))
            join other in context.Choices.Where(c => c.Aspect == survivor)
                on gone.SubscriberId equals other.SubscriberId
                into others
            from kept in others.DefaultIfEmpty()
            group gone by new
            {
                WasOn = gone.Value > 0,
                IsOn = kept != null && kept.Value > 0,
                Left = kept != null && kept.LeftAt != null,
            } into same
            select new
            {
                same.Key.WasOn,
                same.Key.IsOn,
                same.Key.Left,
                People = same.LongCount(),
            }
        ).ToListAsync(cancel);
        long Of(bool wasOn, bool isOn, bool left) =>
            said.Where(s => s.WasOn == wasOn && s.IsOn == isOn && s.Left == left).Sum(s => s.People);
        return new TopicMergeCounts(
            Of(true, true, false),
            Of(true, false, false),
            Of(false, true, false),
            Of(true, false, true)
        );
    }
}
