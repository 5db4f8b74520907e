using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests topics on the preferences page: what is ticked, what was shown, and a form that shows nothing.
/// </summary>
public sealed class ChoicesTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseFact]
    public async Task What_is_ticked_comes_what_is_unticked_goes_and_the_same_page_says_so()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Offers);
        var path = await center.MailedPreferencesPathAsync(person);
        var posted = await center.Browser.PressAsync(
            await center.Browser.GetAsync(path),
            "save",
            form =>
            {
                form.Untick("news");
                form.Tick("events");
            }
        );
        Assert.StartsWith(path + "?", posted.Location, StringComparison.Ordinal);
        var page = await center.Browser.FollowAsync(posted);
        Assert.Equal([WebCenter.Events, WebCenter.Offers], On(center, person));
        Assert.Equal(
            (false, true),
            (page.Form("form:has(.bar)").IsTicked("news"), page.Form("form:has(.bar)").IsTicked("events"))
        );
        Assert.Contains(
            "Unsubscribed from Harbour news Subscribed to Quay evenings",
            page.Text,
            StringComparison.Ordinal
        );
    }

    [DatabaseFact]
    public async Task Through_a_footer_less_holds_at_once_and_more_waits_for_a_confirmation()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var page = await center.Browser.SaveAsync(
            center.PreferencesPath(person),
            form =>
            {
                form.Untick("news");
                form.Tick("events");
            }
        );
        Assert.Empty(On(center, person));
        Assert.Equal((long)Frequency.Every, center.StateOf(person)[WebCenter.Events].Wish);
        Assert.Contains("Waiting for your confirmation Quay evenings", page.Text, StringComparison.Ordinal);
        Assert.NotNull(WebCenter.FindLink(Assert.Single(await center.MailsAsync()), "c"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Where_the_operator_says_at_once_a_footer_adds_without_a_mail_to_answer()
    {
        await using var center = await WebCenter.StartAsync(
            ["Consent:AddThroughFooter=AtOnce"],
            WebCenter.WithoutCircuits
        );
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Tick("events"));
        Assert.Equal([WebCenter.News, WebCenter.Events], On(center, person));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_old_tab_neither_adds_nor_removes()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Offers);
        var path = await center.MailedPreferencesPathAsync(person);
        var old = await center.Browser.GetAsync(path);
        await center.Browser.SaveAsync(
            path,
            form =>
            {
                form.Untick("news");
                form.Tick("events");
            }
        );
        var since = center.ActsOf(person).Count;
        await center.Browser.PressAsync(old, "save");
        Assert.Equal(since, center.ActsOf(person).Count);
        await center.Browser.PressAsync(old, "save", form => form.Untick("offers"));
        Assert.Equal([WebCenter.Events], On(center, person));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_old_tab_may_leave_a_topic_that_is_no_longer_shown()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var old = await center.Browser.GetAsync(center.PreferencesPath(person));
        await center.ApplyTopicAsync("news", "\"state\": \"archived\"");
        Assert.Equal(303, (await center.Browser.PressAsync(old, "save", form => form.Untick("news"))).Status);
        Assert.Equal([WebCenter.Events], On(center, person));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("topics=news&topics=events", "1,2")]
    [InlineData("topics=news", "1")]
    [InlineData("topics=events", "2")]
    [InlineData("", "1,3")]
    [InlineData("shown=news:on", "3")]
    [InlineData("shown=news:on&topics=news", "1,3")]
    [InlineData("shown=events:off&topics=events", "1,2,3")]
    [InlineData("shown=events:off", "1,3")]
    [InlineData("shown=news:off&topics=news", "1,3")]
    [InlineData("shown=events:on", "1,3")]
    [InlineData("shown=offers:on&topics=offers&topics=events", "1,2,3")]
    [InlineData("shown=news:on+events:off+offers:on&topics=news&topics=events", "1,2")]
    [InlineData("shown=news:on+events:off&shown=offers:on&topics=offers", "3")]
    public async Task Only_differences_from_what_was_shown_count_and_with_nothing_shown_the_ticks_are_the_whole_wish(
        string fields,
        string on
    )
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Offers);
        var words = center.Get<CatalogueCache>().Current.Notices[WebCenter.Events].Number;
        var answer = await center.Browser.PostFormAsync(
            await center.MailedPreferencesPathAsync(person),
            Invariant($"{fields}&words=events:{words}&action=save")
        );
        Assert.Equal(303, answer.Status);
        Assert.Equal(on, string.Join(',', On(center, person)));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Without_shown_the_wish_is_about_what_the_link_may_see_and_nothing_else()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Secret);
        await center.Browser.PostAsync(center.PreferencesPath(person), ("topics", "news"), ("action", "save"));
        Assert.Equal([WebCenter.News, WebCenter.Secret], On(center, person));
        await center.Browser.PostAsync(
            center.PreferencesPath(person, WebCenter.Secret),
            ("topics", "news"),
            ("action", "save")
        );
        Assert.Equal([WebCenter.News], On(center, person));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_form_that_says_nothing_changes_nothing_and_is_told_so()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Offers);
        var before = center.Rows();
        var page = await center.Browser.FollowAsync(
            await center.Browser.PostAsync(center.PreferencesPath(person), ("action", "save"))
        );
        Assert.Contains("You haven’t changed anything", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "WDR-04")]
    public async Task Leaving_all_leaves_what_the_page_does_not_show_as_well_whatever_else_is_ticked()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Secret);
        var page = await center.Browser.FollowAsync(
            await center.Browser.PostAsync(
                center.PreferencesPath(person),
                ("shown", "events:off"),
                ("topics", "events"),
                ("action", "leave-all")
            )
        );
        Assert.True(center.StateOf(person).Stopped);
        Assert.Empty(On(center, person));
        Assert.Null(center.StateOf(person)[WebCenter.Events].Wish);
        Assert.Equal("stopped", center.Gate(person, "secret"));
        Assert.DoesNotContain("Captains only", page.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<long> On(WebCenter center, Person person) =>
        center.StateOf(person).Topics.Where(t => t.On).Select(t => t.Aspect);
}
