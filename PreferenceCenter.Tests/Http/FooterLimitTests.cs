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
