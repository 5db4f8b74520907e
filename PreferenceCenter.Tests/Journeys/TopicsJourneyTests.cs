using Microsoft.Playwright;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests the topics desk in a real browser, as a marketer uses it.</summary>
public sealed partial class TopicsJourneyTests(BrowserFixture browser, ConsoleCenter console)
    : ConsoleJourney("topics"),
        IClassFixture<ConsoleCenter>
{
    private const string Name = "#f-texts-en-name",
        Description = "#f-texts-en-description";

    [Fact]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    public async Task Board_editor_and_preview_are_clean_on_every_screen_and_in_Arabic()
    {
        await using var context = await browser.NewContext();
        var page = await OpenAsync(console.Center, context, StaffRole.Marketing);
        await GoAsync(page, console.Center, "/staff/topics");
        await LookAsync(page, "board");
        await GoAsync(page, console.Center, "/staff/topics/product-news");
        await PreviewOf(page).Locator(".edited").WaitForAsync();
        await page.Locator(Description).FillAsync("New features and releases, explained in one minute.");
        await page.Locator(".means details").WaitForAsync();
        await LookAsync(page, "editor");
        await PictureAsync(page);
        await page.SetViewportSizeAsync(320, 700);
        Assert.Equal(0, await page.Overflow());
        await page.Locator(".tongues .mud-tab").Last.ClickAsync();
        await page.Locator(".across").First.WaitForAsync();
        await LookAsync(page, "languages");
        await DiscardAsync("product-news");
        await GoAsync(page, console.Center, "/staff/topics/product-news?language=ar");
        await PreviewOf(page).Locator(".edited").WaitForAsync();
        await LookAsync(page, "arabic");
        await LookAtUnfinishedAsync(page);
        Assert.Equal([], Complaints);
    }

    // A topic that is named in one language, and has no description.
    private async Task LookAtUnfinishedAsync(IPage page)
    {
        var drafts = console.Center.Get<TopicDrafts>();
        await drafts.EditAsync("cooking", "category", null, "news", RandomId.New());
        await drafts.EditAsync("cooking", "texts.en.name", null, "Cooking", RandomId.New());
        await GoAsync(page, console.Center, "/staff/topics/cooking");
        var look = page.Frames[^1];
        await look.WaitForFunctionAsync(
            "() => { const box = document.querySelector('.edited')?.getBoundingClientRect(); return scrollY > 0 && box?.bottom <= innerHeight; }"
        );
        // The word under its switch stands in the row.
        Assert.True(
            await look.EvaluateAsync<bool>(
                "() => { const row = document.querySelector('.edited'), word = getComputedStyle(row, '::after'); return parseFloat(word.top) + parseFloat(word.height) < row.clientHeight; }"
            )
        );
        await look.EvaluateAsync("() => scrollTo(0, 0)");
        await page.Locator(Description).FillAsync("One dish a week");
        await PreviewOf(page).Locator(".edited", new() { HasText = "One dish a week" }).WaitForAsync();
        Assert.Equal(0, await look.EvaluateAsync<int>("() => scrollY"));
        foreach (var tab in new[] { 0, await page.Locator(".tongues .mud-tab").CountAsync() - 1 })
        {
            await page.Locator(".tongues .mud-tab").Nth(tab).ClickAsync();
            await page.Locator(tab == 0 ? Description : ".across").First.WaitForAsync();
            foreach (var width in new[] { 320, 390, 1000, 1280 })
            {
                await page.SetViewportSizeAsync(width, 844);
                Assert.Equal(
                    (width, 0, 0),
                    (
                        width,
                        await page.Overflow(),
                        await page.Locator(".edit").EvaluateAsync<int>("e => e.scrollWidth - e.clientWidth")
                    )
                );
            }
        }
        await DiscardAsync("cooking");
    }

    [Fact]
    public async Task A_new_marketer_makes_a_topic_sees_it_while_typing_and_publishes_it()
    {
        await using var context = await browser.NewContext();
        var page = await OpenAsync(console.Center, context, StaffRole.Marketing);
        await page.Locator(".place[href='/staff/topics']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New category", Exact = true }).ClickAsync();
        await page.Locator(".mud-dialog").GetByLabel("English", new() { Exact = true }).FillAsync("Kitchen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Kitchen" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New topic", Exact = true }).ClickAsync();
        await page.Locator("#new-name").FillAsync("Recipes");
        await page.WaitForFunctionAsync("() => document.querySelector('#new-key').value === 'recipes'");
        await page.Locator("#new-category").SelectOptionAsync(new SelectOptionValue { Label = "Kitchen" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        // The address changes before the page does, which still shows another topic.
        await page.Locator("h1#topic-name", new() { HasText = "Recipes" }).WaitForAsync();
        await page.Locator(Description).PressSequentiallyAsync("One dish a week");
        await PreviewOf(page).Locator(".edited", new() { HasText = "One dish a week" }).WaitForAsync();
        await PreviewOf(page).Locator("h2", new() { HasText = "Kitchen" }).WaitForAsync();
        await page.GetByText("A new topic: nobody is subscribed").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish…", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByText("Recipes is published.").WaitForAsync();
        Assert.Equal(
            "One dish a week",
            console.Center.Get<CatalogueCache>().Refresh().ByKey["recipes"].Words("en", "en").Description
        );
        // A wording that is changed: everybody's own page shows it once it is published, and not before.
        await GoAsync(page, console.Center, "/staff/topics/product-news");
        await page.Locator(Name).FillAsync("News of our products");
        await page.GetByText("Wording only.").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish…", Exact = true }).ClickAsync();
        Assert.Equal(
            "Product news",
            console.Center.Get<CatalogueCache>().Refresh().ByKey["product-news"].Words("en", "en").Name
        );
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByText("News of our products is published.").WaitForAsync();
        var person = await console.Center.SubscribeAsync("reader@people.example", []);
        var answer = await console.Center.Browser.GetAsync(console.Center.PreferencesPath(person));
        Assert.Contains("News of our products", answer.Body, StringComparison.Ordinal);
        Assert.Equal([], Complaints);
    }

    [Fact]
    [Trait("Requirement", "A11-02")]
    public async Task Topics_are_put_in_order_by_keys_alone_and_back()
    {
        await using var context = await browser.NewContext();
        var page = await OpenAsync(console.Center, context, StaffRole.Marketing);
        await GoAsync(page, console.Center, "/staff/topics");
        var before = await OrderAsync(page);
        await page.Locator("#handle-discounts").FocusAsync();
        foreach (var key in new[] { "Space", "ArrowUp" })
        {
            await page.Keyboard.PressAsync(key);
            await page.Locator("#handle-discounts[aria-pressed=true]:focus").WaitForAsync();
        }
        await page.GetByText("in Events").WaitForAsync();
        await page.Locator("#handle-discounts:focus").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#handle-discounts[aria-pressed=false]:focus").WaitForAsync();
        Assert.Equal(before, await OrderAsync(page));
        await page.Keyboard.PressAsync("Space");
        await page.Locator("#handle-discounts[aria-pressed=true]:focus").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.GetByText("in Events").WaitForAsync();
        await page.Locator("#handle-discounts[aria-pressed=true]:focus").WaitForAsync();
        await page.Keyboard.PressAsync("Space");
        await page.GetByText("Discounts was moved.").WaitForAsync();
        Assert.Equal("events", console.Center.Get<CatalogueCache>().Refresh().ByKey["discounts"].Category.Key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await page.GetByText("The order is as it was.").WaitForAsync();
        Assert.Equal(before, await OrderAsync(page));
        Assert.Equal([], Complaints);
    }

    [Fact]
    public async Task A_keystroke_is_in_the_preview_within_a_tenth_of_a_second()
    {
        await using var context = await browser.NewContext();
        var page = await OpenAsync(console.Center, context, StaffRole.Marketing);
        await GoAsync(page, console.Center, "/staff/topics/local-groups");
        await PreviewOf(page).Locator(".edited").WaitForAsync();
        var times = await page.EvaluateAsync<double[]>(
            """
            async () => {
              const field = document.querySelector('#f-texts-en-name'), times = [];
              for (let i = 0; i < 12; i++) {
                const begin = performance.now();
                field.value += 'q';
                field.dispatchEvent(new Event('input', { bubbles: true }));
                while (!document.querySelector('#look').contentDocument.querySelector('.edited label')?.textContent.includes(field.value))
                  await new Promise(r => setTimeout(r, 1));
                times.push(performance.now() - begin);
              }
              return times.sort((a, b) => a - b);
            }
            """
        );
        Assert.True(
            times[times.Length / 2] <= 100,
            $"{string.Join(" ", times.Select(t => t.ToString("0", System.Globalization.CultureInfo.InvariantCulture)))} ms"
        );
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard", Exact = true }).ClickAsync();
        await page.Locator(".mud-dialog")
            .GetByRole(AriaRole.Button, new() { Name = "Discard", Exact = true })
            .ClickAsync();
        await page.GetByText("Nothing differs from what is published.").WaitForAsync();
        Assert.Equal("Local groups", await page.Locator(Name).InputValueAsync());
    }

    // A frame below the window is not painted: its picture is taken where one sees it.
    private static async Task PictureAsync(IPage page)
    {
        if (Pictures is null)
            return;
        await page.SetViewportSizeAsync(390, 844);
        await page.Locator(".look").ScrollIntoViewIfNeededAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, "topics-preview-390.png") });
    }

    private async Task DiscardAsync(string topic)
    {
        var drafts = console.Center.Get<TopicDrafts>();
        var draft = await drafts.ReadAsync(topic, TestContext.Current.CancellationToken);
        Assert.True(await drafts.DiscardAsync(topic, draft!.Version));
    }

    private static Task<string[]> OrderAsync(IPage page) =>
        page.Locator(".topic .handle").EvaluateAllAsync<string[]>("all => all.map(handle => handle.id)");

    private static IFrameLocator PreviewOf(IPage page) => page.FrameLocator("#look");
}
