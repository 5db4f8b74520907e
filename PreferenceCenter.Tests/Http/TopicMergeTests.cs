using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Subscriptions.TopicMerges;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests the merge of "events" into "news", from its counts to the links of emails sent long ago.</summary>
public sealed class TopicMergeTests
{
    private const long Gone = WebCenter.Events,
        Kept = WebCenter.News;

    [DatabaseFact]
    public async Task Everybody_is_taken_over_once_by_whichever_node_and_asked_by_one_email_at_most()
    {
        await using var center = await WebCenter.StartAsync();
        var both = await center.SubscribeAsync(Gone, Kept);
        var alone = await center.SubscribeAsync(Gone);
        var only = await center.SubscribeAsync(Kept);
        var left = await center.SubscribeAsync(Gone, Kept);
        await center.ActAsync(left, new Leave(Gone));
        var leftKept = await center.SubscribeAsync(Gone, Kept);
        await center.ActAsync(leftKept, new Leave(Kept));
        var paused = await center.SubscribeAsync(Gone);
        await center.ActAsync(paused, PauseOf(center));
        var restricted = await center.SubscribeAsync(Gone);
        await center.ActAsync(restricted, new Restrict(true), Channel.Identity);
        var bounced = await center.SubscribeAsync(Gone);
        await center.ActAsync(bounced, new Suppress(SuppressionReason.Bounced), Channel.Mailbox);
        var erased = await center.SubscribeAsync(Gone);
        await center.EraseAsync(erased);
        await center.MailsAsync();
        Assert.Equal(
            new TopicMergeCounts(Stay: 1, Asked: 1, AskedLater: 2, KeptOut: 2, TakenOff: 1),
            await CountsAsync(center)
        );

        Assert.Empty((await MergeAsync(center)).Faults);
        await using (var other = await center.StartAnotherAsync())
            await Task.WhenAll(
                center.RunAsync<TopicMerges>(),
                other.RunAsync<TopicMerges>(),
                center.RunAsync<TopicMerges>()
            );
        Person[] people = [both, alone, only, left, leftKept, paused, restricted, bounced];
        Assert.Equal([both, only], people.Where(p => center.StateOf(p)[Kept].On));
        Assert.Equal([paused, restricted], people.Where(p => center.StateOf(p)[Gone].On));
        Assert.Equal((EventKind.TopicMerged, Kept), Last(center, both));
        var asked = Assert.Single(await center.MailsOfChangesAsync(), m => m.To.ToString() == alone.Address);
        Assert.Contains("Quay evenings", asked.TextBody, StringComparison.Ordinal);
        Assert.Contains("Harbour news", asked.TextBody, StringComparison.Ordinal);
        Assert.Equal("pending", center.Gate(alone, "news"));
        var page = await center.Browser.GetAsync(WebCenter.LinkIn(asked, "c"));
        Assert.Contains("Yes, mail me news.", page.Text, StringComparison.Ordinal);
        await center.Browser.PressAsync(page, "confirm");
        Assert.Equal("allowed", center.Gate(alone, "news"));

        // Nothing twice, also after their pause; what a person did since stays.
        var before = center.EventsOf(both).Count;
        await center.ActAsync(left, Yes(Kept));
        center.Clock.Advance(TimeSpan.FromDays(31));
        await center.RunAsync<TopicMerges>();
        await center.RunAsync<TopicMerges>();
        Assert.Equal(before, center.EventsOf(both).Count);
        Assert.True(center.StateOf(left)[Kept].On);
        Assert.Equal(
            paused.Address,
            Assert
                .Single(
                    await center.MailsAsync(),
                    m => m.Subject?.StartsWith("Do you want", StringComparison.Ordinal) == true
                )
                .To.ToString()
        );
        Assert.Equal("merge of the topic events into news", center.EvidenceOf(center.EventsOf(paused)[^1]).Detail);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Links_of_the_merged_topic_leave_the_survivor_and_show_it()
    {
        await using var center = await WebCenter.StartAsync();
        var (waiting, taken) = (await center.SubscribeAsync(Gone), await center.SubscribeAsync(Gone, Kept));
        Assert.Empty((await MergeAsync(center)).Faults);
        // Before they are taken over, and after.
        await center.Browser.PostAsync(center.UnsubscribePath(waiting, Gone), ("List-Unsubscribe", "One-Click"));
        await center.RunAsync<TopicMerges>();
        Assert.Equal((false, null), (center.StateOf(waiting)[Kept].On, center.StateOf(waiting)[Kept].Wish));
        Assert.False(center.StateOf(waiting)[Gone].On);
        var page = await center.Browser.GetAsync(center.UnsubscribePath(taken, Gone));
        Assert.Contains("Harbour news", page.Text, StringComparison.Ordinal);
        var done = await center.Browser.FollowAsync(await center.Browser.PressAsync(page));
        Assert.Contains("Unsubscribed from Harbour news", done.Text, StringComparison.Ordinal);
        // What was named is kept: a database restored to before the merge has it as a topic of its own.
        Assert.Equal((EventKind.TopicMerged, Kept), Last(center, taken));
        await center.RunAsync<TopicMerges>();
        Assert.Equal(
            (EventKind.TopicMerged, Channel.UnsubscribePage),
            center.EventsOf(taken)[^1] is var e ? (e.Kind, e.Channel) : default
        );
        Assert.False(center.StateOf(taken)[Kept].On);
    }

    /// <summary>A page that was opened before the merge shows both topics.</summary>
    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_page_from_before_leaves_what_the_topic_is_part_of_now()
    {
        await using var center = await WebCenter.StartAsync();
        var (asked, kept, both) = (
            await center.SubscribeAsync(Gone),
            await center.SubscribeAsync(Gone, Kept),
            await center.SubscribeAsync(Gone, Kept)
        );
        Assert.Empty((await MergeAsync(center)).Faults);
        await center.RunAsync<TopicMerges>();
        Assert.NotNull(center.StateOf(asked)[Kept].Wish);
        await SaveAsync(center, asked, "events:on news:off");
        await SaveAsync(center, kept, "events:on news:on", "news");
        await SaveAsync(center, both, "events:on news:on");
        Assert.Equal((false, null), (center.StateOf(asked)[Kept].On, center.StateOf(asked)[Kept].Wish));
        Assert.True(center.StateOf(kept)[Kept].On);
        Assert.False(center.StateOf(both)[Kept].On);
    }

    private static Task SaveAsync(WebCenter center, Person person, string shown, params string[] ticked) =>
        center.Browser.PostAsync(
            center.PreferencesPath(person),
            [("shown", shown), ("action", "save"), .. ticked.Select(topic => ("topics", topic))]
        );

    [Fact]
    public async Task A_merge_is_for_good_and_only_into_a_topic_that_can_ask()
    {
        await using var center = await WebCenter.StartAsync();
        var topics = center.Get<TopicChanges>();
        foreach (var into in new[] { "events", "closed", "archived", "draft" })
            Assert.Equal(FaultCode.MergeTarget, Assert.Single(topics.TryMerge("events", into).Faults).Code);
        Assert.Equal(FaultCode.UnknownTopic, Assert.Single(topics.TryMerge("events", "nothing").Faults).Code);
        Assert.Empty((await MergeAsync(center)).Faults);
        Assert.Empty((await MergeAsync(center)).Changed);
        Assert.Equal(TopicState.Archived, center.Get<CatalogueCache>().Refresh().ByKey["events"].Topic.State);
        Assert.Equal(FaultCode.TopicMerged, Assert.Single(topics.TryMerge("events", "offers").Faults).Code);
        Assert.Equal(FaultCode.MergeTarget, Assert.Single(topics.TryMerge("offers", "events").Faults).Code);
        var back = new TopicFile([], [new TopicEntry("topics[0]", "events") { State = TopicState.Published }]);
        Assert.Equal(FaultCode.TopicMerged, Assert.Single(topics.Try(back).Faults).Code);
        Assert.Contains("\"mergedInto\": \"news\"", topics.Export(), StringComparison.Ordinal);
        await center.ApplyTopicAsync("offers", "\"sensitive\": true");
        Assert.Equal(FaultCode.MergeTarget, Assert.Single(topics.TryMerge("offers", "news").Faults).Code);
    }

    private static Task<TopicPlan> MergeAsync(WebCenter center) =>
        center.Get<TopicChanges>().MergeAsync("events", "news", WebCenter.ByOperator);

    private static Task<TopicMergeCounts> CountsAsync(WebCenter center) =>
        TopicMergeCounts.ReadAsync(
            center.Get<Database>(),
            Gone,
            Kept,
            center.Now,
            TestContext.Current.CancellationToken
        );

    private static (EventKind, long) Last(WebCenter center, Person person) =>
        (center.EventsOf(person)[^1].Kind, center.EventsOf(person)[^1].Refers);

    private static Choose Yes(long topic) => new(new Dictionary<long, long> { [topic] = 4 }, true);

    private static Choose PauseOf(WebCenter center) =>
        new(new Dictionary<long, long> { [Aspect.Pause] = center.Now.AddDays(30).ToUnixTimeSeconds() }, true);
}
