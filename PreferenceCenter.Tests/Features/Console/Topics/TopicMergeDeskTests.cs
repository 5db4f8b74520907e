using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Topics;
using PreferenceCenter.Subscriptions.TopicMerges;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Topics;

/// <summary>Tests the merge of topics in the console: what it says before, what it refuses, and that it is for good.</summary>
public sealed class TopicMergeDeskTests
{
    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Before_a_merge_it_says_for_how_many_people_it_means_what_in_steps_of_five()
    {
        await using var desk = await TopicDesk.OpenAsync("Site:Languages=en");
        await desk.Web.ApplyFormsAsync(SignUpCenter.Forms);
        for (var i = 0; i < 7; i++)
            await desk.Web.SubscribeAsync(WebCenter.Events, WebCenter.News);
        for (var i = 0; i < 6; i++)
            await desk.Web.SubscribeAsync(WebCenter.Events);
        var tried = await desk.Merges.TryAsync(desk.Ticket, "events", "news", Stop);
        Assert.Equal(new TopicMergeCounts(Stay: 5, Asked: 5, AskedLater: 0, KeptOut: 0, TakenOff: 0), tried.Counts);
        Assert.Empty(tried.Faults);
        Assert.Equal(["harbour"], tried.Forms);
        // Nothing was done by asking.
        Assert.Null(desk.Published["events"].MergedInto);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_merge_is_refused_in_the_words_of_the_command_before_and_when_it_is_pressed()
    {
        await using var desk = await TopicDesk.OpenAsync();
        await desk.Web.ApplyTopicAsync("events", "\"sensitive\": true");
        var targets = desk.Merges.Targets(desk.Ticket, "events", "en").Select(t => t.Key).ToList();
        Assert.Contains("news", targets);
        foreach (var none in new[] { "events", "closed", "archived", "draft" })
            Assert.DoesNotContain(none, targets);
        var command = desk.Web.Get<TopicChanges>().TryMerge("events", "news").Faults.Select(FaultWords.English.Of);
        Assert.Equal(
            command,
            (await desk.Merges.TryAsync(desk.Ticket, "events", "news", Stop)).Faults.Select(FaultWords.English.Of)
        );
        Assert.Equal(
            command,
            (await desk.Merges.MergeAsync(desk.Ticket, "events", "news")).Select(FaultWords.English.Of)
        );
        Assert.Null(desk.Published["events"].MergedInto);
    }

    [DatabaseFact]
    public async Task Of_two_who_merge_both_ways_at_once_on_two_nodes_one_does_and_pressed_twice_it_is_done_once()
    {
        await using var desk = await TopicDesk.OpenAsync();
        await using var other = await desk.Web.StartAnotherAsync();
        await desk.Web.ApplyTopicAsync("offers", "\"state\": \"published\"");
        var results = await Task.WhenAll(
            Task.Run(() => desk.Merges.MergeAsync(desk.Ticket, "events", "news")),
            Task.Run(async () =>
                (await other.Get<TopicChanges>().MergeAsync("news", "events", WebCenter.ByOperator)).Faults.ToArray()
                as IReadOnlyList<Fault>
            ),
            Task.Run(() => desk.Merges.MergeAsync(desk.Ticket, "events", "news"))
        );
        var merged = desk.Published.Values.Single(t => t.MergedInto is not null);
        var survivor = desk.Published[merged.MergedInto!];
        Assert.Equal((TopicState.Archived, TopicState.Published), (merged.Topic.State, survivor.Topic.State));
        Assert.Equal(merged.Key == "events" ? [0, 1, 0] : [1, 0, 1], results.Select(r => r.Count));
        Assert.Single(Versions(desk, merged.Number), v => v.Contains("mergedInto", StringComparison.Ordinal));
    }

    [DatabaseFact]
    public async Task What_a_merged_topic_said_before_is_not_offered_again_and_is_refused()
    {
        await using var desk = await TopicDesk.OpenAsync();
        Assert.Empty(await desk.Merges.MergeAsync(desk.Ticket, "events", "news"));
        var edit = (await desk.Editor.ReadAsync(desk.Ticket, "events", Stop))!;
        Assert.Equal(("news", TopicState.Archived), (edit.MergedInto, edit.State));
        var history = await desk.Editor.HistoryAsync(desk.Ticket, "events", Stop);
        Assert.Equal([true, false], history.Select(v => v.MayReturn));
        foreach (
            var refused in new[]
            {
                await desk.Editor.RestoreAsync(desk.Ticket, "events", 1, edit.Version),
                await desk.Editor.PutAsync(desk.Ticket, "events", TopicState.Published),
            }
        )
            Assert.Contains(refused, f => f.Code == FaultCode.TopicMerged);
        // Its words can still be corrected, and that taken back.
        var draft = await desk.Editor.EditAsync(desk.Ticket, "events", "texts.en.howOften", Text(edit), "Rarely");
        Assert.Empty(await desk.Editor.PublishAsync(desk.Ticket, "events", draft.Version));
        Assert.Empty(await desk.Editor.RestoreAsync(desk.Ticket, "events", edit.Version, edit.Version + 1));
    }

    private static IReadOnlyList<string> Versions(TopicDesk desk, long topic)
    {
        using var context = desk.Web.Get<Database>().CreateContext();
        return [.. context.TopicVersions.Where(v => v.TopicNumber == topic).Select(v => v.Definition)];
    }

    private static string? Text(TopicEdit edit) => edit.Draft["texts.en.howOften"]?.ToString();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
