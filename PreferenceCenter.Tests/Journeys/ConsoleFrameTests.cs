using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests the frame of the console in a real browser: user menu, light and dark, the drawer of a phone, live numbers,
/// and all of it without script on static pages.
/// </summary>
public sealed class ConsoleFrameTests(BrowserFixture browser, ConsoleCenter console)
    : ConsoleJourney("frame"),
        IClassFixture<ConsoleCenter>
{
    private static readonly string[] OfThePageBehind = ["landmark-one-main ", "page-has-heading-one "];
    private const string Ground = "() => getComputedStyle(document.body).backgroundColor";

    [Theory]
    [InlineData("en"), InlineData("ar")]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    public async Task The_user_menu_changes_colours_at_once_and_they_stay(string language)
    {
        await using var context = await browser.NewContext(
            new()
            {
                ColorScheme = ColorScheme.Light,
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(console.Center, context, StaffRole.Owner);
        await GoAsync(page, console.Center, $"/staff/outbox?language={language}");
        await page.Locator(".me").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#me:popover-open").WaitForAsync();
        await CheckAsync(page, $"menu-{language}");
        var light = await page.EvaluateAsync<string>(Ground);
        var remembered = page.WaitForResponseAsync(r => r.Url.Contains("/staff/theme", StringComparison.Ordinal));
        await page.Locator("#me [value=dark]").ClickAsync();
        await remembered;
        var dark = await page.EvaluateAsync<string>(Ground);
        Assert.NotEqual(light, dark);
        await CheckAsync(page, $"menu-dark-{language}");
        // Escape closes it, and the focus is where it was.
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await page.Locator("#me:popover-open").CountAsync());
        await page.ReloadAsync();
        await OpenedAsync(page);
        Assert.Equal(dark, await page.EvaluateAsync<string>(Ground));
        Assert.Equal("true", await page.Locator("#me [value=dark]").GetAttributeAsync("aria-pressed"));
        // The language keeps the page.
        await page.Locator(".me").ClickAsync();
        await page.Locator("#me summary").ClickAsync();
        await page.Locator("#me a[lang=de]").ClickAsync();
        await page.WaitForURLAsync("**/staff/outbox?language=de");
        Assert.Empty(Complaints);
    }

    [Theory]
    [InlineData("en", 390), InlineData("ar", 320)]
    [Trait("Requirement", "A11-02")]
    [Trait("Requirement", "A11-12")]
    public async Task The_drawer_of_a_phone_holds_the_focus_and_closes_by_a_choice(string language, int width)
    {
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = width, Height = 844 },
            }
        );
        var page = await OpenAsync(console.Center, context, StaffRole.Owner);
        await GoAsync(page, console.Center, $"/staff/outbox?language={language}");
        await page.Locator(".menu").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#places:popover-open").WaitForAsync();
        await page.Locator("#places :focus").WaitForAsync();
        await CheckAsync(page, $"drawer-{language}");
        for (var stops = 0; stops < 40; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(
                await page.EvaluateAsync<bool>(
                    "() => document.activeElement === document.body || !document.activeElement.closest('.page')"
                )
            );
        }
        await page.Locator("#places a[href^='/staff/ledger']").ClickAsync();
        await page.WaitForURLAsync($"**/staff/ledger?language={language}");
        Assert.Equal(0, await page.Locator("#places:popover-open").CountAsync());
        Assert.False(await page.Locator(".page").EvaluateAsync<bool>("e => e.inert"));
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task The_numbers_of_the_navigation_follow_what_happens()
    {
        await using var context = await browser.NewContext();
        var page = await OpenAsync(console.Center, context, StaffRole.Owner);
        var count = page.Locator(".place[href='/staff/requests'] .count");
        var before = int.Parse(await count.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        var person = await console.Center.SubscribeAsync("counted@people.example", []);
        await console.Center.AskAsync(person, PrivacyRequestKind.Objection);
        await count.GetByText(Invariant($"{before + 1}"), new() { Exact = true }).WaitForAsync();
        Assert.Empty(Complaints);
    }

    [Fact]
    [Trait("Requirement", "A11-12")]
    public async Task Without_script_the_static_pages_have_their_menus_too()
    {
        await using var context = await browser.NewContext(
            new()
            {
                JavaScriptEnabled = false,
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(console.Center.Address, "/staff/sign-in").ToString());
        await page.Locator("[name=email]").FillAsync(StaffCenter.AddressOf(StaffRole.Owner));
        await page.Locator("[name=password]").FillAsync(StaffCenter.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GotoAsync(new Uri(console.Center.Address, "/staff/account").ToString());
        await page.Locator(".menu").ClickAsync();
        await page.Locator("#places a[href='/staff/accounts']").ClickAsync();
        await page.Locator(".me").ClickAsync();
        await page.Locator("#me [value=dark]").ClickAsync();
        Assert.EndsWith("/staff/accounts", page.Url);
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
        await page.Locator(".me").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.GetByText("signed out").First.WaitForAsync();
    }

    private async Task CheckAsync(IPage page, string what)
    {
        await page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState !== 'running')");
        if (await page.Overflow() > 0)
            Complaints.Add($"{what} can be scrolled sideways");
        Complaints.AddRange((await page.SmallTargets()).Select(t => $"{what}: {t} is small"));
        // While the drawer lies over it, the page behind is nothing to be read.
        Complaints.AddRange(
            (await page.AxeViolations())
                .Where(v => !what.StartsWith("drawer", StringComparison.Ordinal) || !OfThePageBehind.Any(v.StartsWith))
                .Select(v => $"{what}: {v}")
        );
        if (Pictures is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"frame-{what}.png") });
    }
}
