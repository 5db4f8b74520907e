using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>From the preferences page through the mailbox to one's own data, and out again. With PICTURES set to a folder the pages are drawn there.</summary>
public sealed class DataJourneyTests(BrowserFixture browser, DemoCenter demo) : IClassFixture<DemoCenter>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder ? folder : null;

    public static TheoryData<string> Languages => [.. DemoCenter.Languages];

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "A11-15")]
    [Trait("Requirement", "A11-03")]
    [Trait("Requirement", "A11-04")]
    [Trait("Requirement", "A11-13")]
    [Trait("Requirement", "RTS-04")]
    public async Task Ask_open_see_take_along_restrict_and_sign_out_without_script(string language)
    {
        var person = await demo.SubscribeAsync(language, DemoCenter.NewsNumber);
        await using var reader = await Reader.SitDown(browser, demo);
        await reader.Open(demo.Center.PreferencesPath(person));
        await reader.Page.Locator("form[action*='/data'] button").ClickAsync();
        Assert.Contains("•••", await reader.Status(), StringComparison.Ordinal);
        await reader.Open(WebCenter.LinkIn(await demo.MailAsync(person, "me"), "me"));
        Assert.Equal((language, language == "ar" ? "rtl" : "ltr"), (await reader.Page.Locator("html").GetAttributeAsync("lang"), await reader.Page.Locator("html").GetAttributeAsync("dir")));
        await reader.Press("open");
        Assert.EndsWith("/me", reader.Page.Url, StringComparison.Ordinal);
        Assert.Contains(person.Address, await reader.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        await reader.Page.Locator("a[href^='/me/export']").ClickAsync();
        var download = await reader.Page.RunAndWaitForDownloadAsync(() => reader.Page.Locator("form[action^='/me/export'] button").ClickAsync());
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);
        await reader.Open("/me/restrict");
        await reader.Press("restrict");
        Assert.Equal("restricted", demo.Center.Gate(person, DemoCenter.News));
        Assert.NotEmpty(await reader.Status());
        await reader.Page.Locator("form[action^='/me/sign-out'] button").ClickAsync();
        Assert.NotEmpty(await reader.Status());
        Assert.Equal(403, await reader.Open("/me"));
    }

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "A11-01")]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    public async Task Every_page_reads_well_on_small_and_large_screens_light_and_dark(string language)
    {
        var person = await demo.SubscribeAsync(language, DemoCenter.NewsNumber, DemoCenter.ReadingNumber);
        await using var reader = await Reader.SitDown(browser, demo, new() { ViewportSize = new() { Width = 320, Height = 640 }, ColorScheme = ColorScheme.Dark });
        var complaints = new List<string>();
        await reader.Open("/privacy?language=" + language);
        await LookAsync("privacy");
        await reader.Type("email", person.Address);
        await reader.Press();
        await LookAsync("privacy-sent");
        var path = WebCenter.LinkIn(await demo.MailAsync(person, "me"), "me");
        await using (var other = await Reader.SitDown(browser, demo, new() { ViewportSize = new() { Width = 390, Height = 844 } }))
        {
            await other.Open(path);
            Assert.Equal(1, await other.Page.Locator("main button[value=send]").CountAsync());
        }
        await reader.Open(path);
        await LookAsync("open");
        await reader.Press("open");
        await LookAsync("me");
        await reader.Open("/me/export");
        await LookAsync("export");
        await reader.Open("/me/correct");
        await LookAsync("correct");
        await reader.Open("/me/restrict");
        await reader.Press("restrict");
        await LookAsync("restrict");
        await reader.Open("/me/address");
        await LookAsync("address");
        await reader.Open("/me/human");
        await LookAsync("human");
        await reader.Open("/me/erase");
        await LookAsync("erase");
        await reader.Press("erase");
        await LookAsync("erase-asked");
        await reader.Open((await reader.Page.Locator("a[href^='/privacy/']").GetAttributeAsync("href"))!);
        await LookAsync("request");
        await reader.Open("/me/object");
        await reader.Press("profiling");
        await LookAsync("object");
        await reader.Page.Locator("form[action^='/me/sign-out'] button").ClickAsync();
        await LookAsync("signed-out");
        await reader.Open("/me/" + new string('A', 43) + "?language=" + language);
        await LookAsync("over");
        Assert.Empty(complaints);

        async Task LookAsync(string what)
        {
            // The narrowest screen in each language, where words decide; the others from left to right and from right to left.
            var everywhere = language is "en" or "ar";
            foreach (var (width, scheme) in everywhere ? new[] { (320, ColorScheme.Dark), (390, ColorScheme.Light), (1280, ColorScheme.Dark), (1280, ColorScheme.Light) } : [(320, ColorScheme.Dark)])
            {
                await reader.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await reader.Page.SetViewportSizeAsync(width, 844);
                if (await reader.Page.Overflow() > 0) complaints.Add($"{what} {width}: can be scrolled sideways");
                if (Pictures is not null && everywhere) await reader.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures!, $"{language}-{what}-{width}-{scheme}.png"), FullPage = true });
                if (width == 320) complaints.AddRange((await reader.Page.SmallTargets()).Select(t => $"{what}: {t} is small"));
                if (width == 320 || (width == 1280 && scheme == ColorScheme.Light))
                    complaints.AddRange((await reader.Page.RunAxe()).Violations.Select(v => $"{what} {width}: {v.Id} {string.Join(' ', v.Nodes.Select(n => n.Html))}"));
            }
        }
    }

    [Fact]
    [Trait("Requirement", "SEC-20")]
    [Trait("Requirement", "A11-15")]
    public async Task Another_address_is_confirmed_there_told_here_and_taken_back()
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber);
        var moved = person with { Address = "moved." + person.Address };
        await using var reader = await Reader.SitDown(browser, demo, new() { ViewportSize = new() { Width = 390, Height = 844 }, JavaScriptEnabled = false });
        await reader.Open(demo.Center.PreferencesPath(person));
        await reader.Page.Locator("form[action*='/data'] button").ClickAsync();
        await reader.Open(WebCenter.LinkIn(await demo.MailAsync(person, "me"), "me"));
        await reader.Press("open");
        await reader.Open("/me/address");
        await reader.Type("email", moved.Address);
        await reader.Page.Locator("form[action^='/me/address'] button").ClickAsync();
        Assert.Contains("on its way", await reader.Status(), StringComparison.Ordinal);

        await reader.Open(WebCenter.LinkIn(await demo.MailAsync(moved, "address"), "address"));
        Assert.DoesNotContain(person.Address, await reader.Page.ContentAsync(), StringComparison.Ordinal);
        demo.Center.Clock.Advance(TimeSpan.FromMinutes(1));
        await reader.Press();
        Assert.Equal(moved.Address, demo.Center.Find(person).Subscriber.Address);
        await reader.Open(WebCenter.LinkIn(await demo.MailAsync(person, "back"), "back"));
        Assert.DoesNotContain(moved.Address, await reader.Page.ContentAsync(), StringComparison.Ordinal);
        await reader.Press();
        Assert.Equal(person.Address, demo.Center.Find(person).Subscriber.Address);
        Assert.DoesNotContain(moved.Address, await reader.Page.ContentAsync(), StringComparison.Ordinal);
        // And the link that every older footer has goes on leaving.
        await reader.Open(demo.Center.UnsubscribePath(person));
        await reader.Press();
        Assert.True(demo.Center.StateOf(person).Stopped);
    }

    [Fact]
    [Trait("Requirement", "A11-08")]
    public async Task With_script_the_page_warns_before_it_closes()
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber);
        await using var reader = await Reader.SitDown(browser, demo, new());
        await reader.Page.Clock.InstallAsync();
        await reader.Open("/privacy");
        await reader.Type("email", person.Address);
        await reader.Press();
        await reader.Open(WebCenter.LinkIn(await demo.MailAsync(person, "me"), "me"));
        await reader.Press("open");
        Assert.False(await reader.Page.Locator("#ending").IsVisibleAsync());
        await reader.Page.Clock.RunForAsync(TimeSpan.FromSeconds(13 * 60 + 5) is var wait ? (long)wait.TotalMilliseconds : 0);
        Assert.True(await reader.Page.Locator("#ending").IsVisibleAsync());
        await reader.Page.Locator("form[action^='/me/stay'] button").ClickAsync();
        Assert.False(await reader.Page.Locator("#ending").IsVisibleAsync());
    }
}
