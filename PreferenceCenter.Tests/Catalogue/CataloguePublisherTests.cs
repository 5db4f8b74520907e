using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Catalogue;

/// <summary>
/// Tests plans that are made while others change the catalogue: each is applied to the catalogue it was made from, or
/// made again, or refused; and nobody waits for one.
/// </summary>
public sealed class CataloguePublisherTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [DatabaseFact]
    public async Task Two_wordings_from_one_version_become_two_versions()
    {
        await using var center = await PublishingCenter.NewAsync();
        using var both = new Meeting();
        var plans = await Task.WhenAll(
            center.NoticesAsync(0, Statement("Yes, one."), _ => both.Meet()),
            center.NoticesAsync(1, Statement("Yes, other."), _ => both.Meet())
        );
        Assert.Equal(["news 1.1", "news 1.2"], plans.SelectMany(p => p.Published).Order(StringComparer.Ordinal));
        Assert.Equal(3, both.Made);
        await using var context = center.Center.Database.CreateContext();
        var rows = await context.Notices.Include(n => n.Texts).Where(n => n.TopicNumber == 1).ToListAsync(Stop);
        Assert.Equal([(1, 0), (1, 1), (1, 2)], rows.OrderBy(n => n.Number).Select(n => (n.Major, n.Minor)));
        Assert.Equal(
            ["<p>Yes, one.</p>", "<p>Yes, other.</p>", "<p>Yes.</p>"],
            rows.Select(n => n.Texts.Single().Html.Trim()).Order(StringComparer.Ordinal)
        );
        Assert.Equal(4, center.CountEvents(EventKind.NoticePublished));
        Assert.Null(center.Center.Verify().Bad);
    }

    [DatabaseFact]
    public async Task Two_changes_of_one_topic_are_both_kept_and_two_new_topics_get_two_numbers()
    {
        await using var center = await PublishingCenter.NewAsync();
        using var both = new Meeting();
        await Task.WhenAll(
            center.TopicsAsync(0, Topics("""{"key":"news","private":true}""", NewTopic("offers")), _ => both.Meet()),
            center.TopicsAsync(1, Topics("""{"key":"news","order":7}""", NewTopic("events")), _ => both.Meet())
        );
        Assert.Equal(3, both.Made);
        var now = new CatalogueCache(center.Center.Database).Refresh();
        Assert.Equal((true, 7), (now.ByKey["news"].Topic.Private, now.ByKey["news"].Order));
        Assert.Equal([2, 3], new[] { now.ByKey["offers"].Number, now.ByKey["events"].Number }.Order());
        Assert.Equal(5, center.CountEvents(EventKind.TopicChanged));
        Assert.Null(center.Center.Verify().Bad);
    }

    [DatabaseFact]
    public async Task Two_changes_of_one_form_become_two_versions()
    {
        await using var center = await PublishingCenter.NewAsync();
        using var both = new Meeting();
        var plans = await Task.WhenAll(
            center.FormsAsync(0, Form("One"), _ => both.Meet()),
            center.FormsAsync(1, Form("Other"), _ => both.Meet())
        );
        Assert.Equal(
            ["sea 1 published", "sea 2 published"],
            plans.SelectMany(p => p.Changed).Order(StringComparer.Ordinal)
        );
        Assert.Equal(2, center.CountEvents(EventKind.FormChanged));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_same_file_applied_twice_at_once_is_published_once()
    {
        await using var center = await PublishingCenter.NewAsync();
        using var both = new Meeting();
        var plans = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(node => center.NoticesAsync(node, Statement("Yes, we."), _ => both.Meet()))
        );
        Assert.Equal("news 1.1", Assert.Single(plans.SelectMany(p => p.Published)));
        Assert.Equal(3, center.CountEvents(EventKind.NoticePublished));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_form_is_not_published_with_a_topic_that_was_archived_while_it_was_planned()
    {
        await using var center = await PublishingCenter.NewAsync();
        using var archived = new ManualResetEventSlim();
        using var planned = new ManualResetEventSlim();
        var form = center.FormsAsync(
            0,
            Form("Sea"),
            _ =>
            {
                planned.Set();
                Assert.True(archived.Wait(Long, Stop));
            }
        );
        Assert.True(planned.Wait(Long, Stop));
        await center.TopicsAsync(1, Topics("""{"key":"news","state":"archived"}"""));
        archived.Set();
        Assert.Contains(
            "archived",
            FaultWords.English.Of(Assert.Single((await form).Faults)),
            StringComparison.Ordinal
        );
        Assert.Equal(0, center.CountEvents(EventKind.FormChanged));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Whoever_leaves_does_not_wait_for_a_plan()
    {
        await using var center = await PublishingCenter.NewAsync();
        var person = await center.Center.RegisterAsync();
        using var left = new ManualResetEventSlim();
        using var planning = new ManualResetEventSlim();
        var publishing = center.NoticesAsync(
            0,
            Statement("Yes, slowly."),
            _ =>
            {
                planning.Set();
                Assert.True(left.Wait(Long, Stop));
            }
        );
        Assert.True(planning.Wait(Long, Stop));
        var leave = await center.Center.LeaveAsync(person.PublicId).WaitAsync(Long, Stop);
        Assert.Equal(ChangeOutcome.Done, leave.Outcome);
        Assert.False(publishing.IsCompleted);
        left.Set();
        Assert.Equal(["news 1.1"], (await publishing).Published);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_plan_is_refused_where_the_catalogue_never_stands_still()
    {
        await using var center = await PublishingCenter.NewAsync();
        var made = 0;
        var plan = await center.NoticesAsync(
            0,
            Statement("Yes, at last."),
            _ =>
            {
                using var context = center.Center.Database.CreateContext();
                context.Forms.Add(
                    new FormRow
                    {
                        Key = "sea",
                        Version = ++made,
                        Definition = "{}",
                        Hash = [],
                    }
                );
                context.SaveChanges();
            }
        );
        Assert.Equal(FaultCode.CatalogueMoved, Assert.Single(plan.Faults).Code);
        Assert.Equal(CataloguePublisher.MostPlans, made);
        Assert.Equal(2, center.CountEvents(EventKind.NoticePublished));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Statement(string words) =>
        $$$"""{"topics":[{"topic":"news","texts":{"en":{"statement":"{{{words}}}"} } }]}""";

    private static string Topics(params string[] topics) => $$"""{"topics":[{{string.Join(',', topics)}}]}""";

    private static string NewTopic(string key) =>
        $$$"""{"key":"{{{key}}}","category":"all","state":"published","texts":{"en":{"name":"{{{key}}}"} } }""";

    private static string Form(string title) =>
        $$$"""{"forms":[{"key":"sea","state":"published","topics":["news"],"texts":{"en":{"title":"{{{title}}}","lead":"Tick."} } }]}""";

    /// <summary>Lets the first plan of each of two nodes wait until both are made.</summary>
    private sealed class Meeting : IDisposable
    {
        private readonly CountdownEvent first = new(2);
        private int made;

        public int Made => made;

        public void Meet()
        {
            if (Interlocked.Increment(ref made) > 2)
                return;
            first.Signal();
            Assert.True(first.Wait(Long, Stop));
        }

        public void Dispose() => first.Dispose();
    }
}
