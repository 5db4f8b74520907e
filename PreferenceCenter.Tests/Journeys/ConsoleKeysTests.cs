using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests the console with the keyboard alone: the palette and the list of keys.</summary>
public sealed class ConsoleKeysTests(BrowserFixture browser, ConsoleCenter console)
    : ConsoleJourney("keys"),
        IClassFixture<ConsoleCenter>
{
    [Fact]
    [Trait("Requirement", "A11-02")]
    public async Task The_palette_leads_to_pages_references_and_an_exact_address()
    {
        await using var context = await browser.NewContext();
        var page = await OpenAsync(console.Center, context, StaffRole.Privacy);
        await AskAsync(page, "Control+k", "outb");
        await LookAtPaletteAsync(page);
        await page.Keyboard.PressAsync("Enter");
        await ArrivedAsync(page, "/staff/outbox");

        await AskAsync(page, "/", "dsr-0002");
        await page.Locator("[role=option]", new() { HasText = "DSR-0002" }).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await ArrivedAsync(page, "/staff/requests/1123456789abcdefghjkmnpqrs");
        await page.Locator(".crumbs [aria-current]", new() { HasText = "DSR-0002" }).WaitForAsync();

        // What was opened is offered again; the list is chosen from by arrows.
        await AskAsync(page, "Control+k", "");
        Assert.Equal("DSR-0002", await page.Locator("[role=option] .name").First.InnerTextAsync());
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Locator("[role=option][aria-selected=true]", new() { HasText = "Log a request" }).WaitForAsync();
        Assert.Equal(
            await page.Locator("[role=option][aria-selected=true]").GetAttributeAsync("id"),
            await page.Locator("[role=combobox]").GetAttributeAsync("aria-activedescendant")
        );
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".palette").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await AskAsync(page, "Control+k", "nobody@people.example");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("No subscriber has that address").WaitForAsync();
        await page.Locator("[role=combobox]").FillAsync(console.Person.Address);
        await page.Locator("[role=option]", new() { HasText = console.Person.Address }).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await ArrivedAsync(page, $"/staff/subscribers/{console.Person.PublicId}");
        await AskAsync(page, "Control+k", "");
        Assert.DoesNotContain(
            console.Person.Address,
            await page.Locator(".palette").InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.True(Complaints.Count == 0, string.Join('\n', Complaints));
    }

    [Fact]
    [Trait("Requirement", "SEC-18")]
    public async Task The_palette_of_a_marketer_finds_neither_requests_nor_people()
    {
        await using var context = await browser.NewContext();
        var page = await OpenAsync(console.Center, context, StaffRole.Marketing);
        foreach (var typed in new[] { "DSR-0001", console.Person.Address, "Log a request", "Requests" })
        {
            await AskAsync(page, "Control+k", typed);
            await page.GetByText("Nothing found").WaitForAsync();
            await page.Keyboard.PressAsync("Escape");
            await page.Locator(".palette").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }
        Assert.True(Complaints.Count == 0, string.Join('\n', Complaints));
    }

    [Fact]
    [Trait("Requirement", "A11-02")]
    public async Task Keys_are_listed_open_pages_and_can_be_turned_off_and_none_counts_while_one_types()
    {
        await using var context = await browser.NewContext();
        var page = await OpenAsync(console.Center, context, StaffRole.Privacy);
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("s");
        await ArrivedAsync(page, "/staff/subscribers");
        await page.Locator("input[type=email]").FocusAsync();
        await page.Keyboard.TypeAsync("gr/?");
        Assert.Equal("gr/?", await page.Locator("input[type=email]").InputValueAsync());
        Assert.Equal(0, await page.Locator(".mud-dialog").CountAsync());
        await FromStaticPageAsync(page, "Control+k", ".palette");
        await FromStaticPageAsync(page, "/", ".palette");
        await FromStaticPageAsync(page, "?", ".keys-list");
        Complaints.AddRange(await page.AxeViolations());
        await page.GetByLabel("Use keys without Ctrl").UncheckAsync();
        await page.WaitForFunctionAsync("() => localStorage.getItem('staff-keys') === 'off'");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".keys-list").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Keyboard.PressAsync("?");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.PressAsync("Control+k");
        await page.Locator(".palette").WaitForAsync();
        Assert.Equal(1, await page.Locator(".mud-dialog").CountAsync());
        Assert.True(Complaints.Count == 0, string.Join('\n', Complaints));
    }

    // A static page has no circuit: its keys lead to the page that has what they open. In a field they are letters.
    private async Task FromStaticPageAsync(IPage page, string key, string opens)
    {
        await page.GotoAsync(new Uri(console.Center.Address, "/staff/account").AbsoluteUri);
        await page.Locator("main input[type=password]").First.FocusAsync();
        await page.Keyboard.TypeAsync("?/");
        Assert.EndsWith("/staff/account", page.Url, StringComparison.Ordinal);
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync(key);
        await page.Locator(opens).WaitForAsync();
    }

    // A page of the circuit loads nothing, and the browser's event of it is missed now and then: the page is asked where
    // it is. The palette goes with it.
    private static async Task ArrivedAsync(IPage page, string at)
    {
        await page.WaitForFunctionAsync("path => location.pathname === path", at);
        await page.Locator(".palette").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static async Task AskAsync(IPage page, string key, string typed)
    {
        await page.Keyboard.PressAsync(key);
        await page.Locator("[role=combobox]:focus").WaitForAsync();
        await page.Keyboard.TypeAsync(typed);
    }

    private async Task LookAtPaletteAsync(IPage page)
    {
        await page.Locator("[role=option]", new() { HasText = "Outbox" }).WaitForAsync();
        await LookAsync(page, "palette");
    }
}
