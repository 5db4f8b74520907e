using Microsoft.Playwright;
using PreferenceCenter.Tests.Browser;
using Xunit;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests the pages of the running program for different needs. With PICTURES set to a folder, screenshots are written
/// there as well.
/// </summary>
public sealed class EveryRealPageTests(BrowserFixture browser, DemoCenter demo) : IClassFixture<DemoCenter>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder
        ? folder
        : null;
    private static readonly (int Width, ColorScheme Scheme)[] Screens =
    [
        (320, ColorScheme.Light),
        (390, ColorScheme.Light),
        (390, ColorScheme.Dark),
        (1280, ColorScheme.Light),
        (1280, ColorScheme.Dark),
    ];

    [Fact]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    [Trait("Requirement", "A11-01")]
    public async Task Axe_finds_nothing_and_on_no_screen_does_anything_run_out_or_get_too_small_to_hit()
    {
        var complaints = new List<string>();
        await VisitAllAsync(
            "en",
            async (page, name) =>
            {
                foreach (var (width, scheme) in Screens)
                {
                    await Show(page, width, scheme);
                    if (await page.Overflow() > 0)
                        complaints.Add($"{name} at {width} can be scrolled sideways");
                    complaints.AddRange((await page.SmallTargets()).Select(t => $"{name} at {width}: {t} is small"));
                    await Draw(page, $"{name}-{width}-{scheme}".ToLowerInvariant());
                }
                await Show(page, 320, ColorScheme.Dark);
                complaints.AddRange((await page.AxeViolations()).Select(v => $"{name}: {v}"));
            }
        );
        Assert.Empty(complaints);
    }

    [Fact]
    [Trait("Requirement", "A11-10")]
    public async Task Text_of_twice_the_size_is_neither_cut_nor_runs_out()
    {
        var complaints = new List<string>();
        await VisitAllAsync(
            "de",
            async (page, name) =>
            {
                await page.EvaluateAsync(
                    "() => { const s = new CSSStyleSheet(); s.replaceSync('html{font-size:200%!important}'); document.adoptedStyleSheets = [s] }"
                );
                foreach (var width in new[] { 390, 1280 })
                {
                    await Show(page, width, ColorScheme.Light);
                    if (await page.Overflow() > 0)
                        complaints.Add($"{name} at {width} can be scrolled sideways");
                    complaints.AddRange((await page.CutText()).Select(t => $"{name} at {width}: {t} is cut"));
                    await Draw(page, $"{name}-{width}-large-de");
                }
            }
        );
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(320, 568), InlineData(1280, 720)]
    [Trait("Requirement", "DEC-01")]
    [Trait("Requirement", "WDR-04")]
    public async Task Leave_all_and_save_are_of_one_height_and_in_sight_when_wanted(int width, int height)
    {
        await using var user = await BrowserUser.StartAsync(
            browser,
            demo,
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
            }
        );
        await user.Open(demo.Center.PreferencesPath(await demo.SubscribeAsync("ru", DemoCenter.NewsNumber)));
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await user.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var leave = await Prominence(user, "leave-all");
            var topic = user.Page.Locator("[role=switch]").First;
            await topic.ClickAsync();
            Assert.Equal(leave, await Prominence(user, "save"));
            await topic.ClickAsync();
        }
    }

    private static async Task<string> Prominence(BrowserUser user, string button)
    {
        var found = user.Page.Locator($"button[value={button}]");
        var box = (await found.BoundingBoxAsync())!;
        Assert.InRange(box.Y + box.Height, 0, user.Page.ViewportSize!.Height);
        const string check =
            "e => { const s = getComputedStyle(e); return [s.borderWidth, s.borderColor, s.borderRadius, s.opacity, s.font].join() }";
        await user.Page.EvaluateAsync("() => scrollTo(0, 0)");
        return Invariant($"{box.Height} {await found.EvaluateAsync<string>(check)}");
    }

    private async Task VisitAllAsync(string language, Func<IPage, string, Task> check)
    {
        await using var user = await BrowserUser.StartAsync(
            browser,
            demo,
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        await new PageWalkthrough(user, demo, language).VisitAllAsync(name => check(user.Page, name));
    }

    private static async Task Show(IPage page, int width, ColorScheme scheme)
    {
        await page.SetViewportSizeAsync(width, width == 1280 ? 800 : 844);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
    }

    private static Task Draw(IPage page, string name) =>
        Pictures is null
            ? Task.CompletedTask
            : page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
}
