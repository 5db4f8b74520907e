using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests where the focus is around a question of the console: inside it, however fast the keys come, and afterwards at
/// what came of it.
/// </summary>
public sealed class DialogFocusTests(BrowserFixture browser, ConsoleCenter console)
    : ConsoleJourney("dialog"),
        IClassFixture<ConsoleCenter>
{
    private const string Inside =
        "() => { const e = document.activeElement; return !!e.closest('.mud-dialog') && e.matches('button, input') }";

    [Fact]
    [Trait("Requirement", "A11-02")]
    public async Task The_focus_stays_in_a_question_and_goes_to_what_came_of_it()
    {
        var person = await console.Center.SubscribeAsync("fast@people.example", []);
        await console.Center.AskAsync(person, PrivacyRequestKind.Erasure);
        var row = console.Center.RequestsOf(person).Single();
        await using var context = await browser.NewContext();
        var page = await OpenAsync(console.Center, context, StaffRole.Privacy);
        await GoAsync(page, console.Center, $"/staff/requests/{row.Reference}");
        // Left by Escape, the focus is where it was; proposed, at the heading of what stands there now.
        await page.Locator(".head .first").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".mud-dialog :focus").First.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".head .first:focus").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".mud-dialog textarea").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("main :is(h1, h2):focus").WaitForAsync();
        await page.GetByText("Erasure proposed by").WaitForAsync();

        await using var second = await browser.NewContext();
        var owner = await OpenAsync(console.Center, second, StaffRole.Owner);
        await GoAsync(owner, console.Center, $"/staff/requests/{row.Reference}");
        await owner.Locator(".head .first").FocusAsync();
        await owner.Keyboard.PressAsync("Enter");
        var dialog = owner.Locator(".mud-dialog");
        await dialog.Locator("input").FocusAsync();
        foreach (var key in Enumerable.Repeat("Tab", 12).Concat(Enumerable.Repeat("Shift+Tab", 12)))
        {
            await owner.Keyboard.PressAsync(key);
            Assert.True(await owner.EvaluateAsync<bool>(Inside), $"{key} leaves the question");
        }
        await dialog.Locator("input").FillAsync(RequestNumber.Text(row.Number));
        await owner.Keyboard.PressAsync("Enter");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await owner.Locator("main :is(h1, h2):focus").WaitForAsync();
        Assert.Empty(Complaints);
    }
}
