using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests the undo link, which reverts what its own mail reported unless a later change touched it.</summary>
public sealed class UndoTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    [DatabaseFact]
    public async Task Opening_shows_what_comes_back_and_pressing_restores_the_grant_there_was()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var grant = center.StateOf(person)[WebCenter.News].Grant;
        var undo = await center.LeaveAsync(person);
        var before = center.Rows();
        var page = await center.Browser.GetAsync(undo);
        Assert.Contains("Will be restored Harbour news Quay evenings", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
        var done = await center.Browser.PressOnAsync(page);
        Assert.Contains("Subscribed to Harbour news Quay evenings", done.Text, StringComparison.Ordinal);
        Assert.Equal(("allowed", "allowed"), (center.Gate(person, "news"), center.Gate(person, "events")));
        Assert.Equal(
            grant!.Seq,
            center.EventsOf(person).Single(e => e.Kind == EventKind.Restored && e.Aspect == WebCenter.News).Refers
        );
        Assert.DoesNotContain(center.ActsOf(person), a => a.Kind is EventKind.Granted or EventKind.Confirmed);
    }

    [DatabaseFact]
    public async Task It_works_once_and_a_second_press_says_so_and_changes_nothing()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var undo = await center.LeaveAsync(person);
        await center.Browser.PostAsync(undo);
        await center.ActAsync(person, new Leave(WebCenter.News));
        var before = center.Rows();
        var again = await center.Browser.FollowAsync(await center.Browser.PostAsync(undo));
        Assert.Equal(200, again.Status);
        Assert.Contains("Already undone", again.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
        Assert.Equal("not-subscribed", center.Gate(person, "news"));
    }

    [DatabaseFact]
    public async Task Pressed_by_five_at_once_it_works_once()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var undo = await center.LeaveAsync(person);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => center.Browser.PostAsync(undo)));
        Assert.All(answers, a => Assert.Equal(303, a.Status));
        Assert.Single(center.ActsOf(person), a => a.Kind == EventKind.Restored);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Past_its_life_it_leads_nowhere()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var undo = await center.LeaveAsync(person);
        center.Clock.Advance(Life);
        Assert.Equal(404, (await center.Browser.GetAsync(undo)).Status);
        Assert.Equal(404, (await center.Browser.PostAsync(undo)).Status);
        Assert.Equal("stopped", center.Gate(person, "news"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_later_leave_voids_it_and_it_says_so()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var undo = await center.LeaveAsync(person);
        center.Clock.Advance(TimeSpan.FromMinutes(11));
        await center.Browser.PostAsync(center.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"));
        var before = center.Rows();
        foreach (
            var answer in (Answer[])
                [
                    await center.Browser.GetAsync(undo),
                    await center.Browser.FollowAsync(await center.Browser.PostAsync(undo)),
                ]
        )
            Assert.Contains("Nothing to undo here", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
        Assert.Equal("stopped", center.Gate(person, "news"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Topic_by_topic_what_was_touched_since_stays_as_it_is()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await center.ActAsync(person, new Leave(WebCenter.News), notify: true);
        await center.ActAsync(person, new Leave(WebCenter.Events), notify: true);
        var undo = WebCenter.LinkIn(Assert.Single(await center.MailsOfChangesAsync()), "undo");
        center.Clock.Advance(TimeSpan.FromHours(1));
        await center.ActAsync(person, new Leave(WebCenter.Events));
        var page = await center.Browser.GetAsync(undo);
        Assert.Contains(
            "Will be restored Harbour news Stays as it is, because you have changed it again since Quay evenings",
            page.Text,
            StringComparison.Ordinal
        );
        await center.Browser.PressAsync(page);
        Assert.Equal(("allowed", "not-subscribed"), (center.Gate(person, "news"), center.Gate(person, "events")));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task It_takes_back_nothing_of_another_mail()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var first = await center.LeaveAsync(person, WebCenter.News);
        var second = await center.LeaveAsync(person, WebCenter.Events);
        await center.Browser.PostAsync(second);
        Assert.Equal(("not-subscribed", "allowed"), (center.Gate(person, "news"), center.Gate(person, "events")));
        await center.Browser.PostAsync(first);
        Assert.Equal(("allowed", "allowed"), (center.Gate(person, "news"), center.Gate(person, "events")));
    }
}
