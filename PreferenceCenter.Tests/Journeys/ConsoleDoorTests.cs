using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests who gets into the console's circuits, and that somebody who comes from another site arrives signed in.
/// </summary>
public sealed class ConsoleDoorTests(BrowserFixture browser, ConsoleCenter console)
    : ConsoleJourney("door"),
        IClassFixture<ConsoleCenter>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Origin => console.Center.Address.GetLeftPart(UriPartial.Authority);

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("OURS", null, true)]
    [InlineData("OURS", "same-origin", true)]
    [InlineData("OURS", "same-site", false)]
    [InlineData("OURS", "cross-site", false)]
    [InlineData("https://evil.example", "cross-site", false)]
    [InlineData("https://evil.example", null, false)]
    [InlineData("http://sibling.localhost", "same-site", false)]
    [InlineData("null", null, false)]
    [Trait("Requirement", "SEC-11")]
    public async Task A_circuit_opens_to_pages_of_this_origin_alone(string? origin, string? site, bool opens)
    {
        var staff = new StaffBrowser(console.Center.Browser);
        Assert.Equal(303, (await StaffCenter.TryAsync(staff, StaffCenter.AddressOf(StaffRole.Owner))).Status);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Cookie", string.Join("; ", staff.Cookies.Select(c => $"{c.Key}={c.Value}")));
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin == "OURS" ? Origin : origin);
        if (site is not null)
            socket.Options.SetRequestHeader("Sec-Fetch-Site", site);
        var address = new UriBuilder(console.Center.Address) { Scheme = "ws", Path = "/_blazor" }.Uri;
        if (opens)
        {
            await socket.ConnectAsync(address, Cancel);
            Assert.Equal(WebSocketState.Open, socket.State);
            return;
        }
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, Cancel));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "SEC-06")]
    public async Task A_link_in_webmail_arrives_signed_in(bool script)
    {
        await using var context = await browser.NewContext(new() { JavaScriptEnabled = script });
        var page = await context.NewPageAsync();
        await SignInAsync(page, StaffRole.Owner);
        Assert.All(
            (await context.CookiesAsync()).Where(c => c.Name.StartsWith("__Host-", StringComparison.Ordinal)),
            c => Assert.Equal(SameSiteAttribute.Strict, c.SameSite)
        );
        await ComeFromElsewhereAsync(page, "/staff/outbox?language=de");
        await page.WaitForURLAsync("**/staff/outbox?language=de");
        await page.Locator(".me").WaitForAsync();
        Assert.Equal("de", await page.Locator("html").GetAttributeAsync("lang"));
        // Whoever is not signed in is led to the sign-in, and from there to the page.
        await context.ClearCookiesAsync();
        await ComeFromElsewhereAsync(page, "/staff/outbox");
        await page.WaitForURLAsync("**/staff/sign-in?return=*");
    }

    [Fact]
    [Trait("Requirement", "SEC-06")]
    public async Task Another_site_sends_nothing_in_the_name_of_whoever_is_signed_in()
    {
        await using var context = await browser.NewContext();
        var page = await context.NewPageAsync();
        await SignInAsync(page, StaffRole.Owner);
        await page.RouteAsync(
            "https://evil.example/",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "text/html",
                        Body = $"<form method=post action='{Origin}/staff/sign-out'><button>go</button></form>",
                    }
                )
        );
        await page.GotoAsync("https://evil.example/");
        var sent = await page.RunAndWaitForRequestAsync(
            () => page.GetByRole(AriaRole.Button).ClickAsync(),
            r => r.Method == "POST"
        );
        Assert.False((await sent.AllHeadersAsync()).ContainsKey("cookie"));
    }

    [Fact]
    [Trait("Requirement", "SEC-18")]
    public async Task A_page_made_for_one_sign_in_opens_under_no_other()
    {
        await using var one = await browser.NewContext();
        var marketing = await one.NewPageAsync();
        await SignInAsync(marketing, StaffRole.Marketing);
        var made = await one.APIRequest.GetAsync(Origin + "/staff");
        await using var other = await browser.NewContext();
        var owner = await other.NewPageAsync();
        await SignInAsync(owner, StaffRole.Owner);
        await owner.RouteAsync(
            "**/staff",
            async route => await route.FulfillAsync(new() { ContentType = "text/html", Body = await made.TextAsync() })
        );
        await owner.GotoAsync(Origin + "/staff");
        await owner.Locator("html[data-open]").WaitForAsync();
        await owner.GetByText("You are signed out").WaitForAsync();
        Assert.Equal(0, await owner.Locator(".place").CountAsync());
        Assert.Equal(0, await owner.GetByText(StaffCenter.AddressOf(StaffRole.Owner)).CountAsync());
        // Its own page opens.
        await owner.UnrouteAllAsync();
        await owner.GotoAsync(Origin + "/staff");
        await owner.Locator(".place").First.WaitForAsync();
    }

    [Fact]
    public async Task Pages_are_open_up_to_a_number_and_then_the_account_is_told()
    {
        await using var context = await browser.NewContext();
        var page = await context.NewPageAsync();
        await SignInAsync(page, StaffRole.Auditor);
        await page.Locator("html[data-open]").WaitForAsync();
        var circuits = console.Center.Services.GetRequiredService<OpenCircuits>();
        using var data = console.Center.Get<Database>().CreateContext();
        var address = StaffCenter.AddressOf(StaffRole.Auditor);
        var account = data.StaffAccounts.Single(a => a.Email == address).Id;
        for (var i = 1; i < OpenCircuits.Most; i++)
            Assert.True(circuits.Enter(account));
        var refused = await context.APIRequest.GetAsync(Origin + "/staff");
        Assert.Equal(429, refused.Status);
        Assert.Contains("Too many open pages", await refused.TextAsync(), StringComparison.Ordinal);
        // One of the others is closed.
        circuits.Leave(account);
        Assert.Equal(200, (await context.APIRequest.GetAsync(Origin + "/staff")).Status);
        for (var i = 2; i < OpenCircuits.Most; i++)
            circuits.Leave(account);
        Assert.False(circuits.IsFull(account));
    }

    private async Task SignInAsync(IPage page, StaffRole role)
    {
        await page.GotoAsync(Origin + "/staff/sign-in");
        await page.Locator("[name=email]").FillAsync(StaffCenter.AddressOf(role));
        await page.Locator("[name=password]").FillAsync(StaffCenter.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/staff");
    }

    private async Task ComeFromElsewhereAsync(IPage page, string path)
    {
        await page.RouteAsync(
            "https://webmail.example/",
            route =>
                route.FulfillAsync(
                    new() { ContentType = "text/html", Body = $"<a href='{Origin}{path}'>Look at this</a>" }
                )
        );
        await page.GotoAsync("https://webmail.example/");
        await page.GetByRole(AriaRole.Link).ClickAsync();
    }
}
