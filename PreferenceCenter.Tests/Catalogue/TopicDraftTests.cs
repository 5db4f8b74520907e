using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Catalogue;

/// <summary>Tests drafts of topics: two editors lose nothing, and what is published is what was seen.</summary>
public sealed class TopicDraftTests
{
    private const string Name = "texts.en.name";
    private static readonly Guid Ann = RandomId.New(),
        Ben = RandomId.New();

    [DatabaseFact]
    public async Task Fields_of_two_editors_are_both_kept_and_published_together()
    {
        await using var center = await PublishingCenter.NewAsync();
        var drafts = center.Drafts();
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(() => drafts.EditAsync("news", $"texts.en.f{i}", null, $"v{i}", i % 2 == 0 ? Ann : Ben))
                )
        );
        var draft = (await drafts.ReadAsync("news", Stop))!;
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"v{i}"), draft.Changes.Select(c => c.After!.ToString()));
    }

    [DatabaseFact]
    public async Task What_somebody_else_changed_since_is_not_overwritten()
    {
        await using var center = await PublishingCenter.NewAsync();
        var drafts = center.Drafts();
        Assert.True((await drafts.EditAsync("news", Name, "News", "Our news", Ann)).Taken);
        var late = await drafts.EditAsync("news", Name, "News", "All news", Ben);
        Assert.Equal((false, "Our news"), (late.Taken, late.Now!.ToString()));
        Assert.True((await drafts.EditAsync("news", Name, "Our news", "All news", Ben)).Taken);
        Assert.Equal("All news", (await drafts.ReadAsync("news", Stop))![Name]!.ToString());
    }

    [DatabaseFact]
    public async Task A_field_that_is_as_published_again_is_no_change()
    {
        await using var center = await PublishingCenter.NewAsync();
        var drafts = center.Drafts();
        await drafts.EditAsync("news", Name, "News", "Our news", Ann);
        await drafts.EditAsync("news", Name, "Our news", "News", Ann);
        Assert.Empty(await drafts.KeysAsync(Stop));
        Assert.Equal(Guid.Empty, (await drafts.ReadAsync("news", Stop))!.Version);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_draft_that_somebody_changed_since_is_not_published_nor_thrown_away()
    {
        await using var center = await PublishingCenter.NewAsync();
        var drafts = center.Drafts();
        var seen = (await drafts.EditAsync("news", Name, "News", "Our news", Ann)).Version;
        await drafts.EditAsync("news", "private", false, true, Ben);
        var plan = await drafts.PublishAsync("news", seen, PublishingCenter.By);
        Assert.Equal(FaultCode.CatalogueMoved, Assert.Single(plan.Faults).Code);
        Assert.False(await drafts.DiscardAsync("news", seen));
        Assert.Equal("News", center.Now().ByKey["news"].Words("en", "en").Name);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Two_who_publish_one_draft_publish_it_once()
    {
        await using var center = await PublishingCenter.NewAsync();
        var drafts = center.Drafts();
        var seen = (await drafts.EditAsync("news", Name, "News", "Our news", Ann)).Version;
        var plans = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => drafts.PublishAsync("news", seen, PublishingCenter.By)))
        );
        Assert.Single(plans.SelectMany(p => p.Facts));
        Assert.Equal("Our news", center.Now().ByKey["news"].Words("en", "en").Name);
        Assert.Empty(await drafts.KeysAsync(Stop));
        Assert.Equal(2, (await drafts.HistoryAsync(1, Stop)).Count);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_new_topic_begins_as_a_draft_and_is_refused_in_the_words_of_a_file()
    {
        await using var center = await PublishingCenter.NewAsync();
        var drafts = center.Drafts();
        await drafts.EditAsync("offers", Name, null, "Offers", Ann);
        var draft = (await drafts.ReadAsync("offers", Stop))!;
        Assert.Null(draft.Published);
        Assert.Equal("topics[0].category: is missing", FaultWords.English.Of(Assert.Single(drafts.Try(draft).Faults)));
        var last = await drafts.EditAsync("offers", "category", null, "all", Ann);
        Assert.Empty((await drafts.PublishAsync("offers", last.Version, PublishingCenter.By)).Faults);
        var topic = center.Now().ByKey["offers"].Topic;
        Assert.Equal((2, TopicState.Published), (topic.Number, topic.State));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_earlier_version_is_published_again_with_all_it_had_and_had_not()
    {
        await using var center = await PublishingCenter.NewAsync();
        var drafts = center.Drafts();
        foreach (
            var (path, value) in new (string, JsonNode?)[]
            {
                ("sender.address", "news@example.org"),
                ("sender.name", "The news"),
                ("sample.en", "# Hello"),
                ("singleOptIn", "Members asked for it."),
                ("sensitive", true),
            }
        )
            await drafts.EditAsync("news", path, path == "sensitive" ? false : null, value, Ann);
        var seen = (await drafts.ReadAsync("news", Stop))!.Version;
        Assert.Empty((await drafts.PublishAsync("news", seen, PublishingCenter.By)).Faults);
        var now = center.Now().ByKey["news"];
        Assert.Equal(new TopicSender("The news", "news@example.org"), now.Sender);
        Assert.Equal((true, true, "topic_1"), (now.Topic.Sensitive, now.Topic.SingleOptIn, now.ListLabel));

        Assert.Equal([2, 1], (await drafts.HistoryAsync(1, Stop)).Select(v => v.Version));
        Assert.Equal(
            FaultCode.CatalogueMoved,
            Assert.Single((await drafts.RestoreAsync(1, 1, 1, PublishingCenter.By)).Faults).Code
        );
        Assert.Empty((await drafts.RestoreAsync(1, 1, 2, PublishingCenter.By)).Faults);
        now = center.Now().ByKey["news"];
        Assert.Equal((null, false, false), (now.Sender, now.Topic.Sensitive, now.Topic.SingleOptIn));
        var history = await drafts.HistoryAsync(1, Stop);
        Assert.Equal(history[2].Definition, history[0].Definition);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task What_is_no_address_and_a_sample_without_a_name_are_refused()
    {
        await using var center = await PublishingCenter.NewAsync();
        var drafts = center.Drafts();
        await drafts.EditAsync("news", "sender.address", null, "news", Ann);
        var draft = (await drafts.ReadAsync("news", Stop))!;
        Assert.Equal(
            "topics[0].sender.address: 'news' is not an email address",
            FaultWords.English.Of(Assert.Single(drafts.Try(draft).Faults))
        );
        await drafts.EditAsync("news", "sender.address", "news", null, Ann);
        await drafts.EditAsync("news", "sample.de", null, "Hallo", Ann);
        draft = (await drafts.ReadAsync("news", Stop))!;
        Assert.Equal(FaultCode.SampleWithoutName, Assert.Single(drafts.Try(draft).Faults).Code);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
