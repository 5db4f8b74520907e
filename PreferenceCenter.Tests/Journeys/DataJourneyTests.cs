using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests the way from the preferences page through the mailbox to the subscriber's data, and the sign-out.
/// </summary>
public sealed class DataJourneyTests(BrowserFixture browser, DemoCenter demo) : IClassFixture<DemoCenter>
{
    public static TheoryData<string> Languages => [.. DemoCenter.LanguagesInBrowser];

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "A11-15")]
    [Trait("Requirement", "A11-03")]
    [Trait("Requirement", "A11-04")]
    [Trait("Requirement", "A11-13")]
    [Trait("Requirement", "RTS-04")]
    public async Task Ask_open_see_take_along_restrict_and_sign_out_without_script(string language)
    {
        var person = await demo.SubscribeAsync(language, DemoCenter.NewsNumber);
        await using var user = await BrowserUser.StartAsync(browser, demo);
        await user.Open(demo.Center.PreferencesPath(person));
        await user.Follow("form[action*='/data'] button");
        Assert.Contains("•••", await user.Status(), StringComparison.Ordinal);
        await user.Open(WebCenter.LinkIn(await demo.MailAsync(person, "me"), "me"));
        Assert.Equal(
            (language, language == "ar" ? "rtl" : "ltr"),
            (
                await user.Page.Locator("html").GetAttributeAsync("lang"),
                await user.Page.Locator("html").GetAttributeAsync("dir")
            )
        );
        await user.Press("open");
        Assert.EndsWith("/me", user.Page.Url, StringComparison.Ordinal);
        Assert.Contains(person.Address, await user.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        await user.Page.Locator("a[href^='/me/export']").ClickAsync();
        var download = await user.Page.RunAndWaitForDownloadAsync(() =>
            user.Page.Locator("form[action^='/me/export'] button").ClickAsync()
        );
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);
        await user.Open("/me/restrict");
        await user.Press("restrict");
        Assert.Equal("restricted", demo.Center.Gate(person, DemoCenter.News));
        Assert.NotEmpty(await user.Status());
        await user.Follow("form[action^='/me/sign-out'] button");
        Assert.NotEmpty(await user.Status());
        Assert.Equal(403, await user.Open("/me"));
    }

    [Fact]
    [Trait("Requirement", "SEC-06")]
    public async Task A_link_in_webmail_leads_into_the_session_that_is_open()
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber);
        await using var user = await BrowserUser.StartAsync(browser, demo);
        await user.Open(demo.Center.PreferencesPath(person));
        await user.Follow("form[action*='/data'] button");
        await user.Open(WebCenter.LinkIn(await demo.MailAsync(person, "me"), "me"));
        await user.Press("open");
        var here = user.Page.Url;
        await user.Page.RouteAsync(
            "https://webmail.example/",
            route => route.FulfillAsync(new() { ContentType = "text/html", Body = $"<a href='{here}'>Look</a>" })
        );
        await user.Page.GotoAsync("https://webmail.example/");
        await user.Page.Locator("a").ClickAsync();
        await user.Page.GetByText(person.Address).First.WaitForAsync();
        Assert.Equal(here, user.Page.Url);
    }

    [Fact]
    [Trait("Requirement", "SEC-20")]
    [Trait("Requirement", "A11-15")]
    public async Task Another_address_is_confirmed_there_told_here_and_taken_back()
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber);
        var moved = person with { Address = "moved." + person.Address };
        await using var user = await BrowserUser.StartAsync(
            browser,
            demo,
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
                JavaScriptEnabled = false,
            }
        );
        await user.Open(demo.Center.PreferencesPath(person));
        await user.Follow("form[action*='/data'] button");
        await user.Open(WebCenter.LinkIn(await demo.MailAsync(person, "me"), "me"));
        await user.Press("open");
        await user.Open("/me/address");
        await user.Type("email", moved.Address);
        await user.Follow("form[action^='/me/address'] button");
        Assert.Contains("we’ve sent a link to it", await user.Status(), StringComparison.Ordinal);

        await user.Open(WebCenter.LinkIn(await demo.MailAsync(moved, "address"), "address"));
        Assert.DoesNotContain(person.Address, await user.Page.ContentAsync(), StringComparison.Ordinal);
        demo.Center.Clock.Advance(TimeSpan.FromMinutes(1));
        await user.Press();
        Assert.Equal(moved.Address, demo.Center.Find(person).Subscriber.Address);
        await user.Open(WebCenter.LinkIn(await demo.MailAsync(person, "back"), "back"));
        Assert.DoesNotContain(moved.Address, await user.Page.ContentAsync(), StringComparison.Ordinal);
        await user.Press();
        Assert.Equal(person.Address, demo.Center.Find(person).Subscriber.Address);
        Assert.DoesNotContain(moved.Address, await user.Page.ContentAsync(), StringComparison.Ordinal);
        // The link in every older footer still unsubscribes.
        await user.Open(demo.Center.UnsubscribePath(person));
        await user.Press();
        Assert.True(demo.Center.StateOf(person).Stopped);
    }

    [Fact]
    [Trait("Requirement", "A11-08")]
    public async Task With_script_the_page_warns_before_it_closes()
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber);
        await using var user = await BrowserUser.StartAsync(browser, demo, new());
        await user.Page.Clock.InstallAsync();
        await user.Open("/privacy");
        await user.Type("email", person.Address);
        await user.Press();
        await user.Open(WebCenter.LinkIn(await demo.MailAsync(person, "me"), "me"));
        await user.Press("open");
        Assert.False(await user.Page.Locator("#ending").IsVisibleAsync());
        await user.Page.Clock.RunForAsync(
            TimeSpan.FromSeconds(13 * 60 + 5) is var wait ? (long)wait.TotalMilliseconds : 0
        );
        Assert.True(await user.Page.Locator("#ending").IsVisibleAsync());
        await user.Follow("form[action^='/me/stay'] button");
        Assert.False(await user.Page.Locator("#ending").IsVisibleAsync());
    }
}
