using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Schedule;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Long pastes, saves at one moment, and a board that is ordered by mouse, touch and keys.</summary>
public sealed partial class TopicsJourneyTests
{
    [Fact]
    [Trait("Pitfall", "37")]
    [Trait("Pitfall", "39")]
    public async Task A_long_paste_is_refused_in_words_and_kept_and_nobody_is_in_conflict_with_themselves()
    {
        await using var context = await browser.NewContext();
        var page = await OpenAsync(console.Center, context, StaffRole.Marketing);
        await GoAsync(page, console.Center, "/staff/topics/discounts");
        await page.Locator(Description).FillAsync("");
        await page.Keyboard.InsertTextAsync(new string('p', 40_000));
        await page.Locator(Description + "-error").WaitForAsync();
        await SavedAsync(new string('p', 40_000));
        await GoAsync(page, console.Center, "/staff/topics/discounts");
        Assert.Equal(40_000, (await page.Locator(Description).InputValueAsync()).Length);

        // One's own second save, and a publish at its time while one types on: the clock stands still all the while.
        await page.Locator(Description).FillAsync("One");
        await SavedAsync("One");
        await page.Locator(Description).FillAsync("Two");
        await SavedAsync("Two");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish later", Exact = true }).ClickAsync();
        await page.Locator("#later")
            .FillAsync(console.Center.Now.AddMinutes(2).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await page.Locator(".publish p", new() { HasText = "Publishes by itself" }).WaitForAsync();
        await PublishScheduledAsync();
        await page.GetByText("Nothing differs from what is published.").WaitForAsync();
        await page.Locator(Description).FillAsync("Three");
        await SavedAsync("Three");
        Assert.Equal(0, await page.Locator(".conflict").CountAsync());

        // Somebody else's save at the same moment is one, and both texts are shown.
        var drafts = console.Center.Get<TopicDrafts>();
        await drafts.EditAsync("discounts", "texts.en.description", "Three", "Theirs", RandomId.New());
        await page.Locator(Description).FillAsync("Mine");
        await page.Locator(".conflict", new() { HasText = "Theirs" }).WaitForAsync();
        Assert.Equal("Mine", await page.Locator(Description).InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await page.Locator(".conflict").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal([], Complaints);
    }

    [Fact]
    [Trait("Pitfall", "40")]
    [Trait("Requirement", "A11-02")]
    public async Task Mouse_touch_and_keys_put_the_board_in_the_same_order()
    {
        await using var large = await browser.NewContext();
        await using var small = await browser.NewContext(
            new()
            {
                HasTouch = true,
                ViewportSize = new() { Width = 390, Height = 500 },
            }
        );
        var page = await OpenAsync(console.Center, large, StaffRole.Marketing);
        await GoAsync(page, console.Center, "/staff/topics");
        var (before, exports) = (Export(), new List<string>());
        var (fromX, fromY) = await MiddleOfAsync(page, ".topic:has(#handle-reading-list) .num");
        await page.Mouse.MoveAsync(fromX, fromY);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(fromX, fromY - 8, new() { Steps = 3 });
        var (x, y) = await MiddleOfAsync(page, "#handle-product-news");
        await page.Mouse.MoveAsync(x, y + 4, new() { Steps = 5 });
        await page.Mouse.MoveAsync(x, y, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await TakeBackAsync();
        await page.Locator("#handle-reading-list").FocusAsync();
        foreach (var key in new[] { "Space", "ArrowUp" })
        {
            await page.Keyboard.PressAsync(key);
            await page.Locator("#handle-reading-list[aria-pressed=true]:focus").WaitForAsync();
        }
        await page.Locator(".said", new() { HasText = "place 1" }).WaitForAsync();
        // The board is drawn anew, and gives the handle its focus back.
        await page.Locator("#handle-reading-list:focus").WaitForAsync();
        await page.Keyboard.PressAsync("Space");
        await TakeBackAsync();
        page = await OpenAsync(console.Center, small, StaffRole.Marketing);
        await GoAsync(page, console.Center, "/staff/topics");
        await page.Locator("#handle-reading-list").TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move up", Exact = true }).TapAsync();
        await page.Locator(".said", new() { HasText = "place 1" }).WaitForAsync();
        await page.Locator("#handle-reading-list").TapAsync();
        await TakeBackAsync();
        Assert.Single(exports.Distinct(StringComparer.Ordinal));
        Assert.NotEqual(before, exports[0]);

        // A finger on a row scrolls the page.
        await page.WaitForFunctionAsync(
            "() => getComputedStyle([...document.querySelectorAll('.mud-drop-item')].at(-1)).touchAction === 'auto'"
        );
        Assert.Equal([], Complaints);

        async Task TakeBackAsync()
        {
            await page.GetByText("was moved.").WaitForAsync();
            exports.Add(Export());
            await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
            await page.GetByText("The order is as it was.").WaitForAsync();
        }
    }

    private static async Task<(float X, float Y)> MiddleOfAsync(IPage page, string what)
    {
        var box = (await page.Locator(what).First.BoundingBoxAsync())!;
        return (box.X + box.Width / 2, box.Y + box.Height / 2);
    }

    private string Export() => console.Center.Get<TopicChanges>().Export();

    private async Task PublishScheduledAsync()
    {
        console.Center.Clock.Advance(TimeSpan.FromMinutes(3));
        await console
            .Center.Get<PeriodicWorker>()
            .RunAsync(
                console.Center.Services.GetRequiredService<ScheduledDrafts>(),
                TestContext.Current.CancellationToken
            );
    }

    private async Task SavedAsync(string description)
    {
        var stop = TestContext.Current.CancellationToken;
        while (
            (await console.Center.Get<TopicDrafts>().ReadAsync("discounts", stop))!["texts.en.description"]?.ToString()
            != description
        )
            await Task.Delay(20, stop);
    }
}
