using Microsoft.Playwright;
using PreferenceCenter.Tests.Browser;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests a mail scanner that opens every link in a real browser with scripts and scrolls.</summary>
public sealed class ScannerTests(BrowserFixture browser)
{
    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "UNS-08")]
    public async Task A_browser_that_runs_scripts_changes_nothing_by_opening()
    {
        await using var context = await browser.NewContext();
        await using var center = await WebCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Offers);
        var links = await center.LinksOfEveryKindAsync(person);
        var before = center.Rows();
        var page = await context.NewPageAsync();
        foreach (
            var path in (string[])
                [
                    center.UnsubscribePath(person),
                    center.UnsubscribePath(person, WebCenter.Offers),
                    center.PreferencesPath(person),
                    .. links.Select(l => $"/{l.Kind}/{l.Token}"),
                ]
        )
        {
            var answer = await page.GotoAsync(
                new Uri(center.Address, path).ToString(),
                new() { WaitUntil = WaitUntilState.NetworkIdle }
            );
            Assert.Equal(200, answer!.Status);
            await page.Mouse.WheelAsync(0, 2000);
        }
        Assert.Equal(before, center.Rows());
        Assert.Empty(await context.CookiesAsync());
    }
}
