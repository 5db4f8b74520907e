using Microsoft.Playwright;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests the pages of a subscriber's data for different needs. With PICTURES set to a folder, screenshots are written
/// there.
/// </summary>
public sealed class DataPagesTests(BrowserFixture browser, DemoCenter demo) : IClassFixture<DemoCenter>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder
        ? folder
        : null;

    public static TheoryData<string> Languages => [.. DemoCenter.LanguagesInBrowser];

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "A11-01")]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    public async Task Every_page_reads_well_on_small_and_large_screens_light_and_dark(string language)
    {
        var person = await demo.SubscribeAsync(language, DemoCenter.NewsNumber, DemoCenter.ReadingNumber);
        await using var user = await BrowserUser.StartAsync(
            browser,
            demo,
            new()
            {
                ViewportSize = new() { Width = 320, Height = 640 },
                ColorScheme = ColorScheme.Dark,
            }
        );
        var complaints = new List<string>();
        await user.Open("/privacy?language=" + language);
        await LookAsync("privacy");
        await user.Type("email", person.Address);
        await user.Press();
        await LookAsync("privacy-sent");
        var path = WebCenter.LinkIn(await demo.MailAsync(person, "me"), "me");
        await using (
            var other = await BrowserUser.StartAsync(
                browser,
                demo,
                new()
                {
                    ViewportSize = new() { Width = 390, Height = 844 },
                }
            )
        )
        {
            await other.Open(path);
            Assert.Equal(1, await other.Page.Locator("main button[value=send]").CountAsync());
        }
        await user.Open(path);
        await LookAsync("open");
        await user.Press("open");
        await LookAsync("me");
        await user.Open("/me/export");
        await LookAsync("export");
        await user.Open("/me/correct");
        await LookAsync("correct");
        await user.Open("/me/restrict");
        await user.Press("restrict");
        await LookAsync("restrict");
        await user.Open("/me/address");
        await LookAsync("address");
        await user.Open("/me/human");
        await LookAsync("human");
        await user.Open("/me/complaint");
        await LookAsync("complaint");
        await user.Open("/me/erase");
        await LookAsync("erase");
        await user.Press("erase");
        await LookAsync("erase-asked");
        await user.Open((await user.Page.Locator("a[href^='/privacy/']").GetAttributeAsync("href"))!);
        await LookAsync("request");
        await user.Open("/me/object");
        await user.Press("profiling");
        await LookAsync("object");
        await user.Follow("form[action^='/me/sign-out'] button");
        await LookAsync("signed-out");
        await user.Open("/me/" + new string('A', 43) + "?language=" + language);
        await LookAsync("over");
        Assert.Empty(complaints);

        async Task LookAsync(string what)
        {
            // The narrowest screen is tested in each language, where text length matters; the others in one
            // left-to-right and one right-to-left language.
            var everywhere = language is "en" or "ar";
            foreach (
                var (width, scheme) in everywhere
                    ? new[]
                    {
                        (320, ColorScheme.Dark),
                        (390, ColorScheme.Light),
                        (1280, ColorScheme.Dark),
                        (1280, ColorScheme.Light),
                    }
                    : [(320, ColorScheme.Dark)]
            )
            {
                await user.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await user.Page.SetViewportSizeAsync(width, 844);
                if (await user.Page.Overflow() > 0)
                    complaints.Add($"{what} {width}: can be scrolled sideways");
                if (Pictures is not null && everywhere)
                    await user.Page.ScreenshotAsync(
                        new()
                        {
                            Path = Path.Combine(Pictures!, $"{language}-{what}-{width}-{scheme}.png"),
                            FullPage = true,
                        }
                    );
                if (width == 320)
                    complaints.AddRange((await user.Page.SmallTargets()).Select(t => $"{what}: {t} is small"));
                if (width == 320 || (language == "en" && width == 1280 && scheme == ColorScheme.Light))
                    complaints.AddRange((await user.Page.AxeViolations()).Select(v => $"{what} {width}: {v}"));
            }
        }
    }
}
