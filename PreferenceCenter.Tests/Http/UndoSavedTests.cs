using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests the undo on the preferences page of a mailed link, and what the page says after a save.</summary>
[Trait("Requirement", "WDR-11")]
public sealed class UndoSavedTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private const string Button = "form[action$='/undo'] button";

    [DatabaseTheory]
    [InlineData("save")]
    [InlineData("leave-all")]
    public async Task What_was_just_left_through_a_mailed_link_comes_back_with_one_press_and_once(string action)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var grant = center.StateOf(person)[WebCenter.News].Grant!;
        var path = await center.MailedPreferencesPathAsync(person);
        var saved = await center.Browser.SaveAsync(
            path,
            form =>
            {
                if (action == "save")
                    form.Untick("news");
            },
            action
        );
        Assert.NotEqual("allowed", center.Gate(person, "news"));
        var undone = await center.Browser.PressOnAsync(saved, null, Button);
        Assert.Contains("Change undone", undone.Text, StringComparison.Ordinal);
        Assert.Contains("Subscribed to Harbour news", undone.Text, StringComparison.Ordinal);
        Assert.Empty(undone.Page.QuerySelectorAll(Button));
        Assert.Equal(("allowed", "allowed"), (center.Gate(person, "news"), center.Gate(person, "events")));
        var restored = center.EventsOf(person).Single(e => e.Kind == EventKind.Restored && e.Aspect == WebCenter.News);
        Assert.Equal((grant.Seq, Channel.MailedPage), (restored.Refers, restored.Channel));
        var before = center.Rows();
        var again = await center.Browser.PressOnAsync(saved, null, Button);
        Assert.Contains("You haven’t changed anything", again.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_later_act_or_half_an_hour_ends_it()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = await center.MailedPreferencesPathAsync(person);
        var saved = await center.Browser.SaveAsync(path, form => form.Untick("news"));
        center.Clock.Advance(TimeSpan.FromMinutes(11));
        await center.ActAsync(person, new Leave(WebCenter.News));
        Assert.Empty((await center.Browser.GetAsync(saved.Path)).Page.QuerySelectorAll(Button));
        await center.Browser.PressOnAsync(saved, null, Button);
        Assert.Equal("not-subscribed", center.Gate(person, "news"));

        await center.MailsAsync();
        var other = await center.SubscribeAsync(WebCenter.News);
        saved = await center.Browser.SaveAsync(
            await center.MailedPreferencesPathAsync(other),
            form => form.Untick("news")
        );
        center.Clock.Advance(TimeSpan.FromMinutes(30));
        await center.Browser.PressOnAsync(saved, null, Button);
        Assert.Equal("not-subscribed", center.Gate(other, "news"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_footer_only_takes_away_and_gets_no_undo()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var saved = await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Untick("news"));
        Assert.Empty(saved.Page.QuerySelectorAll(Button));
        var range = saved.Path.Split("done=")[1].Split('&')[0];
        var answer = await center.Browser.PostAsync(center.PreferencesPath(person) + "/undo", ("undoes", range));
        Assert.Equal(404, answer.Status);
        Assert.Equal("not-subscribed", center.Gate(person, "news"));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("", 400)]
    [InlineData("1-", 400)]
    [InlineData("9-1", 303)]
    [InlineData("0-99999999", 303)]
    [InlineData("1-1", 303)]
    public async Task Other_numbers_undo_nothing(string range, int status)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ActAsync(person, new Leave(WebCenter.News), channel: Channel.OneClick);
        var path = await center.MailedPreferencesPathAsync(person);
        var before = center.Rows();
        Assert.Equal(status, (await center.Browser.PostAsync(path + "/undo", ("undoes", range))).Status);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_choice_after_leaving_everything_is_no_undo()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ActAsync(person, Leave.Everything, Channel.OneClick);
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        var path = await center.MailedPreferencesPathAsync(person);
        var saved = await center.Browser.SaveAsync(path, form => form.Tick("events"));
        Assert.Contains("Subscribed to Quay evenings", saved.Text, StringComparison.Ordinal);
        Assert.StartsWith("Saved", saved.Page.QuerySelector(".done")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("Change undone", saved.Text, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_undone_pause_is_named()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = await center.MailedPreferencesPathAsync(person);
        var saved = await center.Browser.SaveAsync(path, form => form.Choose("pause", "30"));
        var undone = await center.Browser.PressOnAsync(saved, null, Button);
        Assert.Contains("Change undone", undone.Text, StringComparison.Ordinal);
        Assert.Contains("Your emails are no longer paused", undone.Text, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task During_a_pause_nothing_is_said_to_come_still()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var saved = await center.Browser.SaveAsync(
            await center.MailedPreferencesPathAsync(person),
            form => form.Choose("pause", "30")
        );
        Assert.Contains("Still subscribed to Harbour news", saved.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("You’ll still get Harbour news", saved.Text, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "DEC-06")]
    public async Task The_reason_is_asked_about_what_was_left()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var one = await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Untick("news"));
        Assert.Contains("Why did you unsubscribe from Harbour news?", one.Text, StringComparison.Ordinal);
        var all = await center.Browser.SaveAsync(center.PreferencesPath(person), _ => { }, "leave-all");
        Assert.Contains("Why are you unsubscribing?", all.Text, StringComparison.Ordinal);
        Assert.Empty(all.Page.QuerySelectorAll("[value=leave-all]"));
    }
}
