using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests the unsubscribe link opened by hand: one page, one button, and the options on the page after it.
/// </summary>
public sealed class LeavePageTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(WebCenter.News, "Harbour news")]
    [InlineData(WebCenter.Secret, "Captains only")]
    [InlineData(WebCenter.Archived, "Sunken ship")]
    [InlineData(0, "Unsubscribe from all emails from Northwind")]
    [Trait("Requirement", "UNS-08")]
    [Trait("Requirement", "WDR-03")]
    public async Task It_is_one_page_and_one_button_and_nothing_to_fill_in(long scope, string names)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Secret);
        var before = center.Rows();
        var page = await center.Browser.GetAsync(center.UnsubscribePath(person, scope));
        Assert.Equal(200, page.Status);
        Assert.Contains(names, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Single(page.Page.QuerySelectorAll("main button"));
        Assert.Empty(page.Page.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea"));
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact]
    [Trait("Requirement", "WDR-03")]
    [Trait("Requirement", "WDR-07")]
    [Trait("Requirement", "WDR-11")]
    public async Task One_press_leaves_and_the_page_tells_what_stopped_and_the_way_back()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var left = await center.Browser.PressOnAsync(
            await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.News))
        );
        Assert.Equal(200, left.Status);
        Assert.Contains("Unsubscribed from Harbour news", left.Text, StringComparison.Ordinal);
        Assert.Equal("not-subscribed", center.Gate(person, "news"));
        Assert.Equal("allowed", center.Gate(person, "events"));
        Assert.Equal(Channel.UnsubscribePage, center.EventsOf(person)[^1].Channel);
        var undo = WebCenter.LinkIn(Assert.Single(await center.MailsOfChangesAsync()), "undo");
        await center.Browser.PressAsync(await center.Browser.GetAsync(undo));
        Assert.Equal("allowed", center.Gate(person, "news"));
    }

    [DatabaseFact]
    [Trait("Requirement", "WDR-07")]
    public async Task It_works_years_later()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        var page = await center.Browser.GetAsync(center.UnsubscribePath(person));
        center.Clock.Advance(TimeSpan.FromDays(3650));
        Assert.Equal(200, (await center.Browser.PressOnAsync(page)).Status);
        Assert.True(center.StateOf(person).Stopped);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "WDR-04")]
    public async Task After_one_topic_everything_is_one_press_further()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events, WebCenter.Secret);
        var left = await center.Browser.PressOnAsync(
            await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.News))
        );
        var all = await center.Browser.PressOnAsync(left, "leave-all");
        Assert.Equal(200, all.Status);
        Assert.True(center.StateOf(person).Stopped);
        Assert.Empty(all.Page.QuerySelectorAll("button[value=leave-all]"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Without_our_own_field_an_action_in_the_body_is_a_further_field_and_ignored()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await center.Browser.PostAsync(
            center.UnsubscribePath(person, WebCenter.News),
            ("List-Unsubscribe", "One-Click"),
            ("action", "leave-all")
        );
        Assert.Equal("allowed", center.Gate(person, "events"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "WDR-09")]
    public async Task A_machine_can_object_and_no_list_read_afterwards_overrules_it()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await center.Browser.PostAsync(center.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"));
        Assert.Equal(
            [Channel.OneClick, Channel.OneClick, Channel.OneClick],
            center.EventsOf(person).Skip(2).Select(e => e.Channel)
        );
        Assert.False((await center.ImportAsync(person.Address, [WebCenter.News])).Ok);
        Assert.Equal("stopped", center.Gate(person, "news"));
    }
}
