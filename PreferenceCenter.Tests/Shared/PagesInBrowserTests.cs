using Microsoft.Playwright;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Shared;

/// <summary>Tests the layout of the pages in a real browser.</summary>
public sealed class PagesInBrowserTests(BrowserFixture browser, PagePreview preview) : IAsyncDisposable
{
    private const string Choices = "/p/" + SamplePages.Token;

    /// <summary>One page of each kind; other states differ in words only.</summary>
    private static readonly string[] Kinds =
    [
        Choices,
        "/p/saved",
        "/p/waiting",
        "/p/twenty",
        "/p/left",
        "/p/expired",
        "/u/topic",
        "/u/left-topic",
        "/u/already",
        "/u/back-again",
        "/c/ask",
        "/undo/ask",
        "/undo/used",
        "/link/invalid",
        "/link/sent",
        "/help",
        "/sample/news",
        "/receipt/sample",
        "/error/500",
    ];

    private readonly List<IBrowserContext> contexts = [];

    public static TheoryData<string> Languages => [.. LongTests.Cases(["en", "ar"], ["de", "es", "fr", "ru"])];

    public static TheoryData<string, (int Width, ColorScheme Scheme)[]> Variants =>
        new() { { "en", [(1280, ColorScheme.Light), (320, ColorScheme.Dark)] }, { "ar", [(320, ColorScheme.Light)] } };

    [Theory, MemberData(nameof(Variants))]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    [Trait("Requirement", "SEC-09")]
    public async Task Axe_and_the_browser_find_nothing_to_complain_of(
        string language,
        (int Width, ColorScheme Scheme)[] looks
    )
    {
        var page = await Open(looks[0].Width, 800);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        foreach (var path in Kinds)
        {
            await Go(page, path, language);
            foreach (var (width, scheme) in looks)
            {
                await page.SetViewportSizeAsync(width, 800);
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                complaints.AddRange(
                    (await page.AxeViolations()).Select(v => $"{path} in {language} at {width} {scheme}: {v}")
                );
            }
        }
        // Error pages are sent with their status, which a browser logs.
        Assert.DoesNotContain(
            complaints,
            c =>
                !c.StartsWith(
                    "Failed to load resource: the server responded with a status of",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task Axe_bites_and_will_not_pass_over_a_frame()
    {
        var page = await Open(320, 800);
        await page.SetContentAsync(
            "<!DOCTYPE html><html lang=en><title>Title</title><main><h1>Heading</h1><img src=data:,><p style='color:#bbb;background:#fff'>Pale</p></main>"
        );
        var found = await page.AxeViolations();
        Assert.Equal(["color-contrast", "image-alt"], found.Select(v => v[..v.IndexOf(' ')]).Order());
        Assert.Contains(found, v => v.Contains("Pale", StringComparison.Ordinal));
        await page.SetContentAsync("<!DOCTYPE html><html lang=en><title>Title</title><iframe title=One></iframe>");
        await Assert.ThrowsAsync<PlaywrightException>(() => page.AxeViolations());
    }

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-01")]
    public async Task At_320_pixels_nothing_runs_out_of_the_page_and_every_target_can_be_hit(string language)
    {
        var page = await Open(320, 640);
        foreach (var path in Kinds)
        {
            await Go(page, path, language);
            Assert.True(await page.Overflow() == 0, $"{path} can be scrolled sideways");
            Assert.Empty(await page.SmallTargets());
            await page.SpaceText();
            Assert.True(await page.Overflow() == 0, $"{path} can be scrolled sideways with wide spacing");
        }
    }

    [Theory]
    [InlineData(320, 568), InlineData(390, 780), InlineData(1280, 720)]
    [Trait("Requirement", "A11-02")]
    public async Task What_has_the_focus_is_never_covered(int width, int height)
    {
        var page = await Open(width, height);
        await Go(page, "/p/twenty", "en");
        foreach (var key in new[] { "Tab", "Shift+Tab" })
        {
            var visited = 0;
            for (; visited < 200; visited++)
            {
                await page.Keyboard.PressAsync(key);
                var focus = await page.Focus();
                if (focus.Body)
                    break;
                Assert.True(focus.Seen == 3, $"{key}: {focus.Name} is covered");
            }
            Assert.InRange(visited, 30, 199);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "DEC-01")]
    [Trait("Requirement", "WDR-04")]
    public async Task Leave_all_is_in_sight_from_the_start_and_save_from_the_first_change_on(string language)
    {
        var page = await Open(320, 568);
        foreach (var (width, height) in new[] { (320, 568), (1280, 720) })
        {
            await page.SetViewportSizeAsync(width, height);
            await Go(page, "/p/twenty", language);
            var (save, leave) = (page.Locator("[value=save]"), page.Locator("[value=leave-all]"));
            var (one, other) = ((await save.BoundingBoxAsync())!, (await leave.BoundingBoxAsync())!);
            Assert.InRange(other.Y + other.Height, 0, height);
            // Nothing floats over the page before something was changed.
            Assert.True(one.Y > height);
            await page.Locator("[role=switch]").First.ClickAsync();
            one = (await save.BoundingBoxAsync())!;
            Assert.InRange(one.Y + one.Height, 0, height);
            Assert.True(await page.Locator(".bar p").IsVisibleAsync());
            Assert.Equal(one.Height, other.Height);
            const string look =
                "e => { const s = getComputedStyle(e); return [s.fontSize, s.fontWeight, s.borderWidth, s.borderRadius].join() }";
            Assert.Equal(await save.EvaluateAsync<string>(look), await leave.EvaluateAsync<string>(look));
            await page.Locator("[role=switch]").First.ClickAsync();
            Assert.False(await page.Locator(".bar p").IsVisibleAsync());
        }
    }

    [Fact]
    [Trait("Requirement", "A11-15")]
    [Trait("Requirement", "A11-09")]
    [Trait("Requirement", "DEC-05")]
    public async Task Without_script_a_switch_moves_says_its_state_and_shows_how_often()
    {
        var page = await Open(390, 780, script: false);
        await Go(page, Choices, "en");
        var row = page.Locator("li", new() { Has = page.Locator("[value=product-news]") });
        Task<string> Word() => row.EvaluateAsync<string>("e => getComputedStyle(e, '::after').content");
        Assert.Equal("\"On\"", await Word());
        Assert.True(await row.Locator("fieldset").IsVisibleAsync());
        // The whole row is the target; Playwright would insist on hitting the paragraph itself.
        await row.Locator("p").ClickAsync(new() { Force = true });
        Assert.Equal("\"Off\"", await Word());
        Assert.False(await row.Locator("fieldset").IsVisibleAsync());
        Assert.False(await row.GetByRole(AriaRole.Switch, new() { Name = "Product news" }).IsCheckedAsync());
        // Nothing was sent, and the page did not change.
        Assert.EndsWith("?language=en", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "A11-13")]
    public async Task The_language_is_changed_without_script()
    {
        var page = await Open(320, 640, script: false);
        await Go(page, "/u/topic", "en");
        var (menu, button) = (page.Locator("[popover]"), page.Locator("[popovertarget]"));
        foreach (
            var away in (Func<Task>[])[() => page.Keyboard.PressAsync("Escape"), () => page.Mouse.ClickAsync(5, 630)]
        )
        {
            Assert.False(await menu.IsVisibleAsync());
            await button.ClickAsync();
            Assert.True(await menu.IsVisibleAsync());
            await away();
        }
        Assert.False(await menu.IsVisibleAsync());
        await button.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "العربية" }).ClickAsync();
        Assert.Equal("ar", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.EndsWith("/u/topic?language=ar", page.Url, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
            await context.DisposeAsync();
    }

    private async Task<IPage> Open(int width, int height, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
                ColorScheme = scheme,
                JavaScriptEnabled = script,
            }
        );
        contexts.Add(context);
        return await context.NewPageAsync();
    }

    private Task<IResponse?> Go(IPage page, string path, string language) =>
        page.GotoAsync($"{preview.Url}{path}?language={language}");
}
