using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests that a footer link cannot fill the log, and that what takes somebody off something is written all the same.
/// </summary>
public sealed class FooterLimitTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseFact]
    [Trait("Requirement", "MSG-05")]
    public async Task A_footer_asks_for_as_many_confirmations_a_day_as_any_form_and_the_page_does_not_tell()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = center.PreferencesPath(person);
        foreach (
            var wish in (string[])["topics=events&shown=events:off", "topics=offers&shown=offers:off", "language=de"]
        )
            await center.Browser.PostFormAsync(path, wish + "&action=save");
        var pages = new List<string>();
        for (var i = 0; i < 7; i++)
            pages.Add(
                (
                    await center.Browser.FollowAsync(
                        await center.Browser.PostFormAsync(path, "language=de&action=save")
                    )
                ).Text
            );
        Assert.Single(pages.Distinct());
        var mails = await center.MailsAsync();
        Assert.Equal(AskedMails.PerDay.Count, mails.Count(m => WebCenter.FindLink(m, "c") is not null));
        Assert.NotNull(center.StateOf(person)[WebCenter.Events].Wish);

        // The next day is another: the wishes that wait are asked about.
        center.Clock.Advance(TimeSpan.FromDays(1));
        await center.MailsAsync();
        await center.Browser.PostFormAsync(path, "language=de&action=save");
        Assert.Single(await center.MailsAsync(), m => WebCenter.FindLink(m, "c") is not null);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-21")]
    public async Task A_footer_writes_so_many_events_a_day_and_leaving_is_always_one_of_them()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var path = center.PreferencesPath(person);
        var most = (int)FooterLimit.FreeEvents + FooterLimit.ADay.Count;
        for (var i = 0; i < most + 20; i++)
        {
            center.Clock.Advance(TimeSpan.FromSeconds(1));
            await center.Browser.PostFormAsync(path, "pause=90&action=save");
        }
        Assert.Equal(most, center.StateOf(person).LastSeq);

        // Beyond it a form is answered in words, and what it leaves is left.
        var page = await center.Browser.FollowAsync(
            await center.Browser.PostFormAsync(
                path,
                "pause=30&shown=news:on&tracking=denied&profiling=objected&language=de&action=save"
            )
        );
        Assert.Contains("Please try again tomorrow.", page.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            [Aspect.Profiling, Aspect.Tracking, WebCenter.News],
            center.EventsOf(person).Skip(most).Select(e => e.Aspect).Order()
        );
        Assert.Equal(
            429,
            (await center.Browser.PostAsync(path + "/reason", ("reason", "too-many"), ("comment", "x"))).Status
        );
        await center.Browser.PostAsync(center.UnsubscribePath(person, 0), ("List-Unsubscribe", "One-Click"));
        Assert.True(center.StateOf(person).Stopped);

        // The next day is another.
        center.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(303, (await center.Browser.PostAsync(path + "/reason", ("reason", "too-many"))).Status);
    }
}
