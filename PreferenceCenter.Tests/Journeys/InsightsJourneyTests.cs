using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests the insights page in a real browser: in light and dark, on a phone, and from right to left.</summary>
public sealed class InsightsJourneyTests(BrowserFixture browser) : ConsoleJourney("insights")
{
    [Fact]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    public async Task Marketing_looks_at_a_period_by_pointer_and_by_keys()
    {
        await using var center = await CenterAsync();
        await LiveAsync(center);
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(center, context, StaffRole.Marketing);
        await page.Locator(".place[href='/staff/insights']").ClickAsync();
        await page.Locator("h1").GetByText("Insights").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "4 weeks" }).ClickAsync();
        await page.WaitForURLAsync("**last=28*");
        var charts = page.Locator("svg[role=img]");
        Assert.Equal(2, await charts.CountAsync());
        Assert.Contains("Subscribed", await charts.First.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        await LookAsync(page, "all");
        await page.SetViewportSizeAsync(320, 844);
        Assert.Equal(0, await page.Overflow());
        await page.SetViewportSizeAsync(1280, 844);

        // By keys alone: the table of a chart, then the same days by their dates.
        await page.Locator(".card summary").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("details[open] table").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**from=*");
        await OpenedAsync(page);
        await LookAsync(page, "dates");

        await GoAsync(page, center, "/staff/insights?language=ar");
        await LookAsync(page, "ar");
        Assert.Empty(Complaints);
    }

    private static async Task LiveAsync(WebCenter center)
    {
        for (var i = 0; i < 60; i++)
        {
            var one = await center.SubscribeAsync(
                $"p{i}@people.example",
                i % 3 == 0 ? [1, 2] : [1],
                i % 2 == 0 ? "en" : "de"
            );
            if (i % 3 != 1)
                continue;
            await center.ActAsync(one, new Leave(1), i % 2 == 0 ? Channel.OneClick : Channel.UnsubscribePage);
            await center.ActAsync(one, new GiveReason(1, i % 2 == 0 ? LeaveReason.TooMany : LeaveReason.Other));
        }
    }
}
