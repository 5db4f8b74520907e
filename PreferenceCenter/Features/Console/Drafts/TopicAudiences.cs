using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Insights;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>How many people are subscribed to a topic, in steps of five: up to four are left out.</summary>
/// <param name="ByFrequency">Of them, those of each frequency.</param>
/// <param name="ByNotice">Of them, those whose yes was given to each version of its notice; 0 for an import without one.</param>
internal sealed record TopicAudience(
    long Subscribers,
    IReadOnlyDictionary<Frequency, long> ByFrequency,
    IReadOnlyDictionary<int, long> ByNotice
)
{
    public static readonly TopicAudience None = new(0, new Dictionary<Frequency, long>(), new Dictionary<int, long>());
}

/// <summary>Counts the subscribers of all topics, and who said yes to tracking and profiling, once a minute at most for all open pages of the node.</summary>
internal sealed class TopicAudiences(Database database, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan For = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim counting = new(1);
    private (DateTimeOffset At, IReadOnlyDictionary<long, TopicAudience> Counts)? known;

    public async Task<IReadOnlyDictionary<long, TopicAudience>> CountAsync(CancellationToken cancel)
    {
        await counting.WaitAsync(cancel);
        try
        {
            var now = clock.GetUtcNow();
            if (known is { } counted && now - counted.At < For && now >= counted.At)
                return counted.Counts;
            var counts = await ReadAsync(cancel);
            known = (now, counts);
            return counts;
        }
        finally
        {
            counting.Release();
        }
    }

    public void Dispose() => counting.Dispose();

    private async Task<IReadOnlyDictionary<long, TopicAudience>> ReadAsync(CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        var rows = await context
            .Choices.Where(c =>
                (c.Aspect > 0 && c.Value > 0)
                || ((c.Aspect == Aspect.Tracking || c.Aspect == Aspect.Profiling) && c.Value == Permission.Yes)
            )
            .GroupBy(c => new
            {
                c.Aspect,
                c.Value,
                c.GrantNotice,
            })
            .Select(g => new
            {
                g.Key.Aspect,
                g.Key.Value,
                Notice = g.Key.GrantNotice ?? 0,
                People = g.LongCount(),
            })
            .ToListAsync(cancel);
        return rows.GroupBy(r => r.Aspect)
            .ToDictionary(
                g => g.Key,
                g => new TopicAudience(
                    CountSteps.OfTotal(
                        g.Sum(r => r.People),
                        [.. g.GroupBy(r => r.Value).Select(f => f.Sum(r => r.People))]
                    ),
                    g.GroupBy(r => (Frequency)r.Value)
                        .ToDictionary(f => f.Key, f => CountSteps.Of(f.Sum(r => r.People))),
                    g.GroupBy(r => r.Notice).ToDictionary(n => n.Key, n => CountSteps.Of(n.Sum(r => r.People)))
                )
            );
    }
}
