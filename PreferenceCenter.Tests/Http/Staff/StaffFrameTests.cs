using AngleSharp.Dom;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests the frame of the static console pages: navigation by role, error pages, light and dark.</summary>
public sealed class StaffFrameTests
{
    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-18")]
    public async Task A_static_page_stands_in_the_frame_with_what_the_role_may_open()
    {
        await using var center = await StaffCenter.StartAsync();
        var owner = await center.SignInAsync(StaffRole.Owner);
        var page = await owner.GetAsync("/staff/accounts");
        Assert.Equal(
            "/staff/accounts",
            Assert.Single(Places(page), a => a.HasAttribute("aria-current")).GetAttribute("href")
        );
        Assert.Contains("/staff/requests", Places(page).Select(a => a.GetAttribute("href")));
        Assert.Contains(
            StaffCenter.AddressOf(StaffRole.Owner),
            page.Page.QuerySelector("#me")!.TextContent,
            StringComparison.Ordinal
        );
        var marketer = await center.SignInAsync(StaffRole.Marketing);
        Assert.DoesNotContain(
            "/staff/requests",
            (await marketer.GetAsync("/staff/account")).Text,
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-18")]
    public async Task Before_the_second_factor_the_frame_tells_of_nothing()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        await StaffCenter.TryAsync(browser, StaffCenter.AddressOf(StaffRole.Owner));
        Assert.Empty(Places(await browser.GetAsync("/staff/account")));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_unknown_address_of_the_console_speaks_to_staff()
    {
        await using var center = await StaffCenter.StartAsync();
        foreach (var browser in new[] { center.NewBrowser(), await center.SignInAsync(StaffRole.Privacy) })
        {
            var page = await browser.GetAsync("/staff/nothing-here");
            Assert.Equal(404, page.Status);
            Assert.Equal("Page not found", page.Page.QuerySelector("h1")!.TextContent);
            Assert.Empty(page.Page.QuerySelectorAll("a[href='/link'], a[href='/help']"));
            Assert.Equal("/staff", page.Page.QuerySelector("main a.button")!.GetAttribute("href"));
            Assert.Equal(browser.Cookies.Count > 1, Places(page).Any());
        }
        Assert.NotEmpty((await center.Web.Browser.GetAsync("/nothing-here")).Page.QuerySelectorAll("a[href='/help']"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Light_or_dark_is_remembered_by_the_browser_and_anything_else_is_not()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Marketing);
        var page = await browser.GetAsync("/staff/account");
        Assert.False(page.Page.DocumentElement.HasAttribute("data-theme"));
        var chosen = await browser.PostAsync(page, "/staff/theme", ("theme", "dark"));
        Assert.Equal((303, "/staff/account"), (chosen.Status, chosen.Location));
        Assert.Contains(
            browser.Set,
            c =>
                c.StartsWith("__Host-staff-theme=dark;", StringComparison.Ordinal)
                && c.Contains("httponly", StringComparison.OrdinalIgnoreCase)
                && c.Contains("secure", StringComparison.OrdinalIgnoreCase)
        );
        page = await browser.GetAsync("/staff/account");
        Assert.Equal("dark", page.Page.DocumentElement.GetAttribute("data-theme"));
        Assert.Equal("dark", page.Page.QuerySelector("[name=theme][aria-pressed=true]")!.GetAttribute("value"));
        await browser.PostAsync(page, "/staff/theme", ("theme", "plaid"));
        page = await browser.GetAsync("/staff/account");
        Assert.Equal("dark", page.Page.DocumentElement.GetAttribute("data-theme"));
        await browser.PostAsync(page, "/staff/theme", ("theme", "system"));
        Assert.False((await browser.GetAsync("/staff/account")).Page.DocumentElement.HasAttribute("data-theme"));
    }

    private static IEnumerable<IElement> Places(Answer page) => page.Page.QuerySelectorAll("a.place");
}
