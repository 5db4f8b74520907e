using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Mail;
using Xunit;

namespace PreferenceCenter.Tests.Features.DevMail;

/// <summary>Tests the development inbox in a browser.</summary>
public class DevMailBrowserTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_mail_is_styled_runs_nothing_and_its_link_opens_a_page_that_works()
    {
        await using var context = await browser.NewContext();
        await using var app = await DevMailApp.StartAsync();
        var html =
            $"<p id=words style=\"color:rgb(1,2,3)\">Hello</p><script>document.body.textContent='run'</script><a href=\"{app.Client.BaseAddress}dev/mail\">Open</a>";
        await app.PutAsync("jane@example.com", Samples.Content(html: html), Samples.At);

        var page = await context.NewPageAsync();
        await page.GotoAsync($"{app.Client.BaseAddress}dev/mail");
        await page.Locator("ol a").ClickAsync();

        var frame = page.FrameLocator("iframe");
        Assert.Equal(
            "rgb(1, 2, 3)",
            await frame.Locator("#words").EvaluateAsync<string>("e => getComputedStyle(e).color")
        );
        var popup = await page.RunAndWaitForPopupAsync(() => frame.Locator("a").ClickAsync());
        await popup.WaitForURLAsync($"{app.Client.BaseAddress}dev/mail");
        // The link must open outside the sandbox: an opaque origin would send "null".
        Assert.Equal(
            app.Client.BaseAddress!.ToString().TrimEnd('/'),
            await popup.EvaluateAsync<string>("() => self.origin")
        );
    }
}
