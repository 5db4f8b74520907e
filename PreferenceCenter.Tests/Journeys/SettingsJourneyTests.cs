using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Catalogue;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests the settings page in a real browser: the preview, saving, a second editor, undo.</summary>
public sealed class SettingsJourneyTests(BrowserFixture browser) : ConsoleJourney("settings")
{
    // Of the picture itself, once the browser has read it.
    private const string Wide = "async picture => (await picture.decode(), picture.naturalWidth)";

    private const string ColorOf =
        "id => getComputedStyle(document.getElementById(id).contentDocument.documentElement).getPropertyValue('--brand')";

    [Fact]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    public async Task A_marketer_sees_what_is_typed_on_page_and_email_saves_it_and_undoes_it()
    {
        await using var center = await WebCenter.StartAsync(SettingsAt(NewUrl()), adjust: WebCenter.SettingsFromFile);
        await FillAsync(center);
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(center, context, StaffRole.Marketing);
        await page.Locator(".place[href='/staff/settings']").ClickAsync();
        await page.WaitForURLAsync("**/staff/settings");
        var (shown, mail) = (page.FrameLocator("#look-page"), page.FrameLocator("#look-mail"));
        await shown.Locator("h1").WaitForAsync();
        await LookAsync(page, "page");

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Harbour");
        await shown.Locator(".brand", new() { HasText = "Harbour" }).WaitForAsync();
        await mail.Locator(".s", new() { HasText = "Harbour" }).WaitForAsync();
        await page.GetByLabel("Color", new() { Exact = true }).FillAsync("#f2c265");
        await page.GetByText("shifted until text can be read").First.WaitForAsync();
        await page.WaitForFunctionAsync($"id => !['', '#0b6b53'].includes(({ColorOf})(id).trim())", "look-page");
        var light = await page.EvaluateAsync<string>(ColorOf, "look-page");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark screen" }).ClickAsync();
        await page.WaitForFunctionAsync($"was => ({ColorOf})('look-page') !== was", light);
        // The logo is on both before it is saved.
        await page.Locator("[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "logo.webp",
                    MimeType = "image/webp",
                    Buffer = SamplePictures.WebP,
                }
            );
        await shown.Locator(".brand img[src^='data:image/webp']").WaitForAsync();
        foreach (var (frame, picture) in new[] { ("look-page", ".brand img"), ("look-mail", ".s img") })
            await page.WaitForFunctionAsync(
                "([id, at]) => document.getElementById(id).contentDocument.querySelector(at)?.naturalWidth === 24",
                new[] { frame, picture }
            );
        // Nothing in a frame leads anywhere.
        await mail.Locator("a").First.ClickAsync();
        await shown.Locator("button").First.ClickAsync(new() { Force = true });
        Assert.Equal("Northwind", center.Get<Site>().Name);
        await LookAsync(page, "edited");

        await SaveAsync(page);
        await page.GetByText("Saved. Pages and emails show it from now on.").WaitForAsync();
        Assert.Equal(("Harbour", "#f2c265"), (center.Get<Site>().Name, center.Get<Site>().Color));
        await using (var reader = await browser.NewContext())
        {
            var help = await reader.NewPageAsync();
            await help.GotoAsync(new Uri(center.Address, "/help").ToString());
            Assert.Equal(24, await help.Locator("header img").EvaluateAsync<int>(Wide));
        }
        Assert.Equal(24, await page.Locator(".logo img[src^='/logo/']").EvaluateAsync<int>(Wide));
        await LookAsync(page, "logo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the last change" }).ClickAsync();
        await page.GetByText("The last change is undone.").WaitForAsync();
        Assert.Equal(("Northwind", null), (center.Get<Site>().Name, center.Get<Site>().Color));
        Assert.Equal("Northwind", await page.GetByLabel("Name", new() { Exact = true }).InputValueAsync());
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task Two_editors_see_each_others_change_and_a_fault_stands_at_its_field()
    {
        await using var center = await WebCenter.StartAsync(SettingsAt(NewUrl()), adjust: WebCenter.SettingsFromFile);
        await FillAsync(center);
        await using var one = await browser.NewContext();
        await using var two = await browser.NewContext();
        var (first, second) = (
            await OpenAsync(center, one, StaffRole.Marketing),
            await OpenAsync(center, two, StaffRole.Owner)
        );
        await GoAsync(first, center, "/staff/settings");
        await GoAsync(second, center, "/staff/settings");
        await first.GetByLabel("Name", new() { Exact = true }).FillAsync("Pier");
        await second.GetByLabel("Name", new() { Exact = true }).FillAsync("Harbour");
        await second.GetByLabel("Postal address").FillAsync("2 Quay, Galway");
        await SaveAsync(second);
        await first.GetByText("Somebody else has set").WaitForAsync();
        Assert.Equal("2 Quay, Galway", await first.GetByLabel("Postal address").InputValueAsync());
        await SaveAsync(first);
        await first.Locator("p.fault", new() { HasText = "somebody else has changed it" }).WaitForAsync();
        Assert.Equal("Harbour", center.Get<Site>().Name);
        await SaveAsync(first);
        await first.GetByText("Saved. Pages").WaitForAsync();
        Assert.Equal("Pier", center.Get<Site>().Name);

        await first.GetByLabel("Color", new() { Exact = true }).FillAsync("greenish");
        await SaveAsync(first);
        await first.Locator("p.fault", new() { HasText = "is not a color" }).WaitForAsync();
        await LookAsync(first, "fault");
        Assert.Empty(Complaints);
    }

    [Fact]
    [Trait("Requirement", "A11-10")]
    public async Task In_Arabic_and_at_320_pixels_it_holds_too()
    {
        await using var center = await WebCenter.StartAsync(SettingsAt(NewUrl()));
        await FillAsync(center);
        await using var context = await browser.NewContext();
        var page = await OpenAsync(center, context, StaffRole.Marketing);
        await GoAsync(page, center, "/staff/settings?language=ar");
        await page.FrameLocator("#look-page").Locator("h1").WaitForAsync();
        await LookAsync(page, "arabic");
        await page.SetViewportSizeAsync(320, 640);
        Assert.Equal(0, await page.Overflow());
        Complaints.AddRange(await page.AxeViolations());
        // This centre is started with arguments: they win, and the page says so.
        Assert.True(await page.Locator("input[maxlength='100']").First.IsDisabledAsync());
        Assert.Empty(Complaints);
    }

    private static Task SaveAsync(IPage page) =>
        page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
}
