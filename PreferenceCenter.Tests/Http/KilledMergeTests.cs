using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Subscriptions.TopicMerges;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests a server that is killed while it takes people over from a merged topic: whoever is left is taken over by the
/// next one, and nobody twice.
/// </summary>
public sealed class KilledMergeTests : IDisposable
{
    private const int People = 240;
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [DatabaseFact]
    public async Task Killed_amid_a_merge_the_rest_is_taken_over_after_it_and_everybody_is_asked_once()
    {
        await WebCenter.PrepareInAsync(directory);
        IReadOnlyList<Person> people;
        await using (var before = await WebCenter.StartAsync(directory: directory))
        {
            people = await Task.WhenAll(
                Enumerable
                    .Range(0, People)
                    .Select(i => before.SubscribeAsync($"p{i}@people.example", [WebCenter.Events]))
            );
            var topics = before.Get<TopicChanges>();
            Assert.Empty((await topics.MergeAsync("events", "news", WebCenter.ByOperator)).Faults);
            await using var server = await ServingProcess.StartAsync(directory, Cancel, "Mail:CoalesceFor=01:00:00");
            // Often enough to meet the merge at its work; asked without a pause, the server waits for this process.
            while (TakenOver(before) == 0)
                await Task.Delay(4, Cancel);
            await server.KillAsync();
            Assert.InRange(TakenOver(before), 1, People);
        }

        await using var center = await WebCenter.StartAsync(directory: directory);
        // The dead one's lease ends first.
        center.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddMinutes(10));
        await center.RunAsync<TopicMerges>();
        Assert.Equal(People, TakenOver(center));
        Assert.All(
            people,
            person =>
            {
                Assert.Single(center.EventsOf(person), e => e.Kind == EventKind.TopicMerged);
                Assert.Single(center.EventsOf(person), e => e.Aspect == WebCenter.News);
                Assert.NotNull(center.StateOf(person)[WebCenter.News].Wish);
            }
        );
        using var context = center.Get<Database>().CreateContext();
        var asked = context.Outbox.Where(m => m.Kind == MailKind.Confirm).Select(m => m.SubscriberId).ToList();
        Assert.Equal(People, asked.Count);
        Assert.Equal(People, asked.Distinct().Count());
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static int TakenOver(WebCenter center)
    {
        using var context = center.Get<Database>().CreateContext();
        return context.LedgerEvents.Count(e => e.Kind == EventKind.TopicMerged);
    }
}
