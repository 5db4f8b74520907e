using Microsoft.Playwright;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Browser;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests the pages of the console in a real browser.</summary>
public sealed class ConsoleJourneyTests(BrowserFixture browser, ConsoleCenter console)
    : ConsoleJourney("console"),
        IClassFixture<ConsoleCenter>
{
    public static TheoryData<string> OtherLanguages => [.. LongTests.Cases(["ar", "de"], ["ru"])];

    [Fact]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    [Trait("Requirement", "SEC-09")]
    public async Task An_owner_walks_every_page()
    {
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(console.Center, context, StaffRole.Owner);
        var places = await page.Locator(".place")
            .EvaluateAllAsync<string[]>(
                "links => links.map(a => a.getAttribute('href')).filter(path => !path.startsWith('/staff/account'))"
            );
        Assert.Contains("/staff", places);
        foreach (var path in places)
        {
            await page.Locator($".place[href='{path}']").ClickAsync();
            await page.WaitForURLAsync($"**{path}", new() { WaitUntil = WaitUntilState.Commit });
            await page.Locator("h1").WaitForAsync();
            await LookAsync(page, path.Trim('/').Replace('/', '-'));
        }
        await page.Locator(".place[href='/staff/ledger']").ClickAsync();
        await ProveAsync(page);
        Assert.Empty(Complaints);
    }

    // The proof of an entry beside the list, on a phone in its place; Escape gives the focus back to the row.
    private async Task ProveAsync(IPage page)
    {
        await page.SetViewportSizeAsync(1280, 844);
        var entry = page.Locator(".log [data-row]").Nth(1);
        var number = await entry.GetAttributeAsync("data-row");
        await entry.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".panel h2:focus").WaitForAsync();
        Assert.EndsWith($"entry={number}", page.Url, StringComparison.Ordinal);
        Assert.True(await entry.IsVisibleAsync());
        await LookAsync(page, "ledger-proof");
        await page.SetViewportSizeAsync(390, 844);
        Assert.False(await entry.IsVisibleAsync());
        await page.Keyboard.PressAsync("Escape");
        await page.Locator($".log [data-row='{number}']:focus").WaitForAsync();
        Assert.Equal(0, await page.Locator(".panel").CountAsync());
    }

    [Fact]
    [Trait("Requirement", "A11-06")]
    [Trait("Requirement", "A11-07")]
    public async Task Somebody_who_rang_is_found_and_taken_off_after_a_second_look()
    {
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(console.Center, context, StaffRole.Owner);
        var person = console.Leaver;
        await page.Locator(".place[href='/staff/subscribers']").ClickAsync();
        await page.Locator("input[type=email]").FillAsync("nobody@people.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.GetByText("No subscriber has that address").WaitForAsync();
        await page.Locator("input[type=email]").FillAsync(person.Address);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(
            $"**/staff/subscribers/{person.PublicId}",
            new() { WaitUntil = WaitUntilState.Commit }
        );
        await page.Locator("h1").GetByText(person.Address).WaitForAsync();
        Assert.StartsWith(
            "/staff/requests/",
            await page.Locator(".plain a[href^='/staff/requests/']").GetAttributeAsync("href"),
            StringComparison.Ordinal
        );
        await LookAsync(page, "subscriber");
        await page.GetByRole(AriaRole.Button, new() { Name = "Unsubscribe on behalf", Exact = true }).ClickAsync();
        await page.GetByText("Say how they asked").First.WaitForAsync();
        await page.Locator("select").Nth(1).SelectOptionAsync("Telephone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Unsubscribe on behalf", Exact = true }).ClickAsync();
        await page.GetByText("Only the subscriber can undo this").WaitForAsync();
        await LookAsync(page, "subscriber-sure");
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, unsubscribe" }).ClickAsync();
        await page.GetByText("Done. Effective immediately.").WaitForAsync();
        await page.GetByText("Unsubscribed from all on").WaitForAsync();
        Assert.True(console.Center.Get<SubscriberReader>().Find(PersonKey.Of(person.PublicId))!.State.Stopped);
        Assert.Empty(Complaints);
    }

    [Fact]
    [Trait("Requirement", "SEC-05")]
    [Trait("Requirement", "SEC-18")]
    public async Task Whoever_is_dismissed_can_do_and_see_nothing_more_on_the_page_that_is_open()
    {
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(console.Center, context, StaffRole.Privacy);
        var person = console.Person;
        await page.Locator(".place[href='/staff/subscribers']").ClickAsync();
        await page.Locator("input[type=email]").FillAsync(person.Address);
        var accounts = console.Center.Get<StaffAccounts>();
        Assert.Equal(
            StaffRefusal.None,
            await accounts.DismissAsync(accounts.List().Single(a => a.Role == StaffRole.Privacy).Id, StaffBy.System)
        );
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).WaitForAsync();
        Assert.Equal(0, await page.Locator(".place").CountAsync());
        Assert.DoesNotContain($"{person.PublicId}", await page.ContentAsync(), StringComparison.Ordinal);
        await LookAsync(page, "signed-out");
        // Neither the back button nor the address bar opens anything.
        await page.GoBackAsync();
        Assert.Equal(0, await page.Locator(".place, input[type=email]:not([name])").CountAsync());
        await page.GotoAsync(new Uri(console.Center.Address, "/staff/subscribers").ToString());
        Assert.Contains("/staff/sign-in", page.Url);
    }

    [Fact]
    [Trait("Requirement", "SEC-18")]
    public async Task A_marketer_is_shown_nothing_of_people_and_gets_403_for_asking()
    {
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        var page = await OpenAsync(console.Center, context, StaffRole.Marketing);
        Assert.Equal(
            [
                "/staff",
                "/staff/topics",
                "/staff/notices",
                "/staff/forms",
                "/staff/translations",
                "/staff/templates",
                "/staff/insights",
                "/staff/settings",
            ],
            await page.Locator(".place").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))")
        );
        Assert.Equal(0, await page.GetByText("Open requests").CountAsync());
        foreach (
            var path in new[]
            {
                "/staff/subscribers",
                $"/staff/subscribers/{console.Person.PublicId}",
                "/staff/outbox",
                "/staff/ledger",
                "/staff/records",
            }
        )
            Assert.Equal(403, (await page.GotoAsync(new Uri(console.Center.Address, path).ToString()))!.Status);
    }

    [Theory, MemberData(nameof(OtherLanguages))]
    [Trait("Requirement", "A11-13")]
    public async Task It_holds_in_another_language_on_a_small_screen(string language)
    {
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        var page = await OpenAsync(console.Center, context, StaffRole.Owner);
        foreach (
            var path in new[]
            {
                "",
                "/subscribers",
                $"/subscribers/{console.Person.PublicId}",
                "/outbox",
                "/ledger",
                "/records",
            }
        )
        {
            await page.GotoAsync(new Uri(console.Center.Address, $"/staff{path}?language={language}").ToString());
            await OpenedAsync(page);
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            if (await page.Overflow() > 0)
                Complaints.Add($"{path} in {language} can be scrolled sideways");
            if (Pictures is not null)
                await page.ScreenshotAsync(
                    new()
                    {
                        Path = Path.Combine(
                            Pictures,
                            $"console-{language}-{path.Trim('/').Split('/')[0]}{path.Length / 40}.png"
                        ),
                        FullPage = true,
                    }
                );
        }
        // The navigation opens from its button and keeps the language.
        await page.Locator(".menu").ClickAsync();
        await page.Locator(".place").First.ClickAsync();
        await page.WaitForURLAsync($"**/staff?language={language}");
        Assert.Empty(Complaints);
    }
}
