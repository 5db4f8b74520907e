using System.Text.RegularExpressions;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests the page that our own unsubscribe button leads to: it can be loaded again, undoes that very act once, and tells
/// a form sent again from a new act.
/// </summary>
[Trait("Requirement", "WDR-11")]
public sealed partial class LeftPageTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private static readonly (string, string) Pair = ("List-Unsubscribe", "One-Click"),
        Page = ("page", "1");

    [DatabaseFact]
    public async Task The_button_leads_to_a_page_that_can_be_loaded_again()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var answer = await center.Browser.PressAsync(
            await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.News))
        );
        Assert.Equal(303, answer.Status);
        var before = center.Rows();
        for (var i = 0; i < 2; i++)
        {
            var left = await center.Browser.FollowAsync(answer);
            Assert.Equal(200, left.Status);
            Assert.Contains("Unsubscribed from Harbour news", left.Text, StringComparison.Ordinal);
            Assert.Contains("unsubscribe from Harbour news?", left.Text, StringComparison.Ordinal);
        }
        Assert.Equal(before, center.Rows());
    }

    [DatabaseTheory]
    [InlineData(0)]
    [InlineData(WebCenter.News)]
    public async Task Its_undo_restores_what_the_press_took_and_no_more(long scope)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var grant = center.StateOf(person)[WebCenter.News].Grant!;
        await center.ActAsync(person, new Leave(WebCenter.Events));
        var left = await PressAsync(center, person, scope);
        Assert.False(center.StateOf(person)[WebCenter.News].On);
        var undone = await center.Browser.PressOnAsync(left, null, "form[action^='/undo/'] button");
        Assert.Equal(200, undone.Status);
        Assert.Contains("Subscribed to Harbour news", undone.Text, StringComparison.Ordinal);
        Assert.Equal(("allowed", "not-subscribed"), (center.Gate(person, "news"), center.Gate(person, "events")));
        var restored = center.EventsOf(person).Single(e => e.Kind == EventKind.Restored);
        Assert.Equal((WebCenter.News, grant.Seq), (restored.Aspect, restored.Refers));
        Assert.DoesNotContain(center.ActsOf(person), a => a.Kind is EventKind.Granted or EventKind.Confirmed);
    }

    [DatabaseFact]
    public async Task The_key_of_somebody_elses_form_does_not_answer_for_a_leave()
    {
        var center = await shared.NextAsync();
        var (one, other) = (await center.SubscribeAsync(WebCenter.News), await center.SubscribeAsync(WebCenter.News));
        var key = (await PressAsync(center, one)).Path.Split('?')[0].Split('/')[^1];
        var path = center.UnsubscribePath(other, WebCenter.News);
        var answer = await center.Browser.PostAsync(path, Pair, Page, ("key", key));
        Assert.Equal(303, answer.Status);
        Assert.False(center.StateOf(other)[WebCenter.News].On);
        Assert.Equal(200, (await center.Browser.FollowAsync(answer)).Status);
        Assert.Equal(404, (await center.Browser.GetAsync($"{path}/{key}")).Status);
    }

    [DatabaseFact]
    public async Task The_undo_works_once_and_ends_after_half_an_hour()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var left = await PressAsync(center, person);
        var undo = left.Form("form[action^='/undo/']").Action;
        center.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.NotNull((await center.Browser.GetAsync(left.Path)).Page.QuerySelector("form[action^='/undo/']"));
        await center.Browser.PostAsync(undo);
        Assert.Equal("allowed", center.Gate(person, "news"));
        await center.ActAsync(person, new Leave(WebCenter.News));
        var before = center.Rows();
        await center.Browser.PostAsync(undo);
        Assert.Equal(before, center.Rows());

        var other = await center.SubscribeAsync(WebCenter.News);
        left = await PressAsync(center, other);
        undo = left.Form("form[action^='/undo/']").Action;
        center.Clock.Advance(TimeSpan.FromMinutes(30));
        var late = await center.Browser.GetAsync(left.Path);
        Assert.Contains("Unsubscribed from all", late.Text, StringComparison.Ordinal);
        Assert.Null(late.Page.QuerySelector("form[action^='/undo/']"));
        Assert.Equal(404, (await center.Browser.PostAsync(undo)).Status);
        Assert.Equal("stopped", center.Gate(other, "news"));
    }

    [DatabaseFact]
    public async Task Whatever_touched_the_choice_later_voids_the_undo()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var left = await PressAsync(center, person);
        center.Clock.Advance(TimeSpan.FromMinutes(11));
        await center.Browser.PostAsync(center.UnsubscribePath(person), Pair);
        var before = center.Rows();
        var undone = await center.Browser.PressOnAsync(left, null, "form[action^='/undo/'] button");
        Assert.Contains("/link", undone.Body, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
        Assert.Equal("stopped", center.Gate(person, "news"));
    }

    [DatabaseTheory]
    [InlineData(0, "another tab")]
    [InlineData(WebCenter.News, "another tab")]
    [InlineData(0, "no key")]
    [InlineData(WebCenter.News, "preferences")]
    [InlineData(WebCenter.News, "all on the preferences page")]
    public async Task Whoever_says_no_once_more_finds_no_undo_that_puts_them_back(long scope, string how)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = center.UnsubscribePath(person, scope);
        var other = await center.Browser.GetAsync(path);
        var choices = await center.Browser.GetAsync(center.PreferencesPath(person));
        var left = await PressAsync(center, person, scope);
        center.Clock.Advance(TimeSpan.FromSeconds(2));
        var second = how switch
        {
            "another tab" => await center.Browser.PressOnAsync(other),
            "no key" => await center.Browser.FollowAsync(await center.Browser.PostAsync(path, Pair, Page)),
            "preferences" => await center.Browser.FollowAsync(
                await center.Browser.PressAsync(choices, "save", form => form.Untick("news"))
            ),
            _ => await center.Browser.PressOnAsync(choices, "leave-all"),
        };
        Assert.Equal(200, second.Status);
        Assert.Null(second.Page.QuerySelector("form[action^='/undo/']"));
        Assert.Null((await center.Browser.GetAsync(left.Path)).Page.QuerySelector("form[action^='/undo/']"));
        var before = center.Rows();
        await center.Browser.PressOnAsync(left, null, "form[action^='/undo/'] button");
        Assert.Equal(before, center.Rows());
        Assert.NotEqual("allowed", center.Gate(person, "news"));
    }

    [DatabaseFact]
    public async Task An_undo_that_was_emailed_ends_with_a_second_no_on_the_preferences_page()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var (one, other) = (
            await center.Browser.GetAsync(center.PreferencesPath(person)),
            await center.Browser.GetAsync(center.PreferencesPath(person))
        );
        await center.Browser.PressAsync(one, "save", form => form.Untick("news"));
        var undo = WebCenter.LinkIn(Assert.Single(await center.MailsOfChangesAsync()), "undo");
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        var again = await center.Browser.FollowAsync(
            await center.Browser.PressAsync(other, "save", form => form.Untick("news"))
        );
        Assert.Contains("You haven’t changed anything", again.Text, StringComparison.Ordinal);
        await center.Browser.PostAsync(undo);
        Assert.Equal("not-subscribed", center.Gate(person, "news"));
        Assert.Empty(await center.MailsOfChangesAsync());
    }

    [DatabaseFact]
    public async Task A_form_sent_again_an_hour_later_writes_nothing_but_after_a_return_it_leaves()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var form = await center.Browser.GetAsync(center.UnsubscribePath(person));
        var first = await center.Browser.PressAsync(form);
        center.Clock.Advance(TimeSpan.FromHours(1));
        var before = center.Rows();
        Assert.Equal(first.Location, (await center.Browser.PressAsync(form)).Location);
        Assert.Equal(before, center.Rows());
        await center.ActAsync(
            person,
            new Choose(new Dictionary<long, long> { [WebCenter.News] = (long)Frequency.Every }, AddsAtOnce: true)
        );
        Assert.Equal("allowed", center.Gate(person, "news"));
        var again = await center.Browser.PressAsync(form);
        Assert.NotEqual(first.Location, again.Location);
        Assert.NotEqual("allowed", center.Gate(person, "news"));
        // The page of the first act no longer claims what no longer holds, and offers no undo of the second.
        Assert.Null(
            (await center.Browser.FollowAsync(first)).Page.QuerySelector($"form[action='/undo/{KeyOf(again)}']")
        );
    }

    [DatabaseFact]
    public async Task Two_presses_at_once_write_once_and_both_lead_to_the_undo()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var form = await center.Browser.GetAsync(center.UnsubscribePath(person));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => center.Browser.PressAsync(form)));
        Assert.Single(answers.Select(a => (a.Status, a.Location)).Distinct());
        Assert.Single(center.ActsOf(person), a => a.Kind == EventKind.Stopped);
        Assert.DoesNotContain(center.ActsOf(person), a => a.Kind == EventKind.Repeated);
        Assert.NotNull(
            (await center.Browser.FollowAsync(answers[0])).Page.QuerySelector("form[action^='/undo/'] button")
        );
        Assert.Single(await center.MailsOfChangesAsync());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_provider_gets_no_undo_and_no_redirect()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var key = KeyOf(await center.Browser.GetAsync(center.UnsubscribePath(person)));
        var answer = await center.Browser.PostAsync(center.UnsubscribePath(person), Pair, ("key", key));
        Assert.Equal((200, "Unsubscribed.\n"), (answer.Status, answer.Body));
        Assert.Equal(404, (await center.Browser.GetAsync(center.UnsubscribePath(person) + "/" + key)).Status);
        Assert.Equal(404, (await center.Browser.GetAsync("/undo/" + key)).Status);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdef!")]
    public async Task A_form_without_a_key_of_ours_leaves_all_the_same(string key)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var answer = await center.Browser.PostAsync(center.UnsubscribePath(person), Pair, Page, ("key", key));
        Assert.True(center.StateOf(person).Stopped);
        Assert.NotNull((await center.Browser.FollowAsync(answer)).Page.QuerySelector("form[action^='/undo/']"));
    }

    [DatabaseFact]
    public async Task Who_has_left_already_is_told_so_and_led_on()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await center.ActAsync(person, new Leave(WebCenter.News));
        var before = center.Rows();
        var topic = await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.News));
        Assert.Contains("You are already unsubscribed from Harbour news", topic.Text, StringComparison.Ordinal);
        Assert.NotNull(topic.Page.QuerySelector("main a[href='/link']"));
        Assert.Equal(before, center.Rows());
        await center.Browser.PressAsync(topic, "leave-all");
        Assert.True(center.StateOf(person).Stopped);
        var all = await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.News));
        Assert.Empty(all.Page.QuerySelectorAll("main button"));
        Assert.NotNull(all.Page.QuerySelector("main a[href='/link']"));
    }

    private static async Task<Answer> PressAsync(WebCenter center, Person person, long scope = 0) =>
        await center.Browser.PressOnAsync(await center.Browser.GetAsync(center.UnsubscribePath(person, scope)));

    private static string KeyOf(Answer answer) => Key().Match(answer.Location ?? answer.Body).Value;

    [GeneratedRegex("(?<=/u/[A-Za-z0-9_-]{59}/|name=\"key\" value=\")[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();
}
