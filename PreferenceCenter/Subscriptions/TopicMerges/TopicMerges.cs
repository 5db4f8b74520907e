using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.Subscriptions.TopicMerges;

/// <summary>
/// Takes the people of merged topics over to the survivors, so many at once that nobody waits behind them. What a run
/// left undone, because the process died or because somebody is paused, another one does; who was taken over is found
/// by none.
/// </summary>
internal sealed class TopicMerges(Database database, CatalogueCache catalogue, ChangeWriter writer, TimeProvider clock)
    : PeriodicWork("merge-topics", TimeSpan.FromMinutes(1))
{
    private const int Page = 500,
        AtOnce = 64;

    // Who waits, waits for days: they need not be looked at each minute.
    private static readonly TimeSpan RestsFor = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> rests = new(StringComparer.Ordinal);

    public override TimeSpan? LeaseFor => TimeSpan.FromMinutes(5);

    public override async Task RunAsync(WorkRun run, CancellationToken cancel)
    {
        var known = catalogue.Refresh();
        foreach (var topic in known.Topics.Where(t => t.MergedInto is not null))
        {
            var now = clock.GetUtcNow();
            if (rests.GetValueOrDefault(topic.Key) > now)
                continue;
            if (await TakeOverAsync(topic.Topic, known.SurvivorOf(topic).Topic, run, cancel))
                rests.TryRemove(topic.Key, out _);
            else
                rests[topic.Key] = now + RestsFor;
        }
    }

    // False where nobody was taken over: all that are left wait.
    private async Task<bool> TakeOverAsync(Topic from, Topic into, WorkRun run, CancellationToken cancel)
    {
        var any = false;
        for (var last = 0L; from.Number != into.Number; )
        {
            var page = await PageAsync(from.Number, last, cancel);
            if (page.Count == 0)
                break;
            last = page[^1].Id;
            foreach (var some in page.Chunk(AtOnce))
                await Task.WhenAll(
                    some.Select(one =>
                        run.TryAsync(Invariant($"subscriber {one.Id}"), () => TakeOverAsync(one.Id, one.Waits), cancel)
                    )
                );
        }
        return any;

        async Task TakeOverAsync(long id, bool waits)
        {
            var act = Act.By(Actor.System, Channel.System, clock.GetUtcNow());
            var result = await writer.SubmitAsync(new MergedPerson(id, from, into, waits, act) { IsPatient = true });
            if (result.Outcome == ChangeOutcome.Done)
                Volatile.Write(ref any, true);
        }
    }

    // Whoever has any word on the topic: a yes, a question, an opt-out.
    private async Task<List<(long Id, bool Waits)>> PageAsync(long topic, long last, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        var ids = await context
            .Choices.Where(c =>
                c.Aspect == topic && c.SubscriberId > last && (c.Value > 0 || c.Wish != null || c.LeftAt != null)
            )
            .OrderBy(c => c.SubscriberId)
            .Select(c => c.SubscriberId)
            .Take(Page)
            .ToListAsync(cancel);
        var erasing = await context
            .Requests.Where(r =>
                r.ClosedAt == null
                && r.Kind == PrivacyRequestKind.Erasure
                && r.SubscriberId != null
                && ids.Contains(r.SubscriberId.Value)
            )
            .Select(r => r.SubscriberId!.Value)
            .ToHashSetAsync(cancel);
        return [.. ids.Select(id => (id, erasing.Contains(id)))];
    }
}
