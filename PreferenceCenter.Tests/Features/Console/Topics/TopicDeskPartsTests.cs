using AngleSharp.Dom;
using Bunit;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Topics;

/// <summary>Tests the parts of the topics desk by what they do: board, editor, conflict, undo, merge.</summary>
public sealed class TopicDeskPartsTests
{
    private const string Description = "#f-texts-en-description";

    [Fact]
    public async Task Mouse_keys_and_buttons_put_topics_in_the_same_order_and_undo_takes_it_back()
    {
        await using var page = await TopicDeskPage.OpenAsync();
        var before = Export(page);
        var exports = new List<string>();
        foreach (var move in new Func<TopicDeskPage, Task>[] { ByMouseAsync, ByKeysAsync, ByButtonsAsync })
        {
            await move(page);
            page.Shown.WaitForElement(".board .undo", TopicDeskPage.Long);
            Assert.Equal("Harbour news was moved.", page.Shown.Find(".board .said").TextContent.Trim());
            exports.Add(Export(page));
            await page.Shown.PressAsync(".board .undo");
            page.Shown.WaitForAssertion(
                () => Assert.Equal("The order is as it was.", page.Shown.Find(".board .said").TextContent.Trim()),
                TopicDeskPage.Long
            );
            Assert.Equal(before, Export(page));
        }
        Assert.Single(exports.Distinct());
        Assert.NotEqual(before, exports[0]);
    }

    [Fact]
    public async Task Categories_are_put_in_order_as_topics_are_and_a_name_is_never_taken_from_somebody_else()
    {
        await using var page = await TopicDeskPage.OpenAsync();
        var (desk, names) = (page.Desk, new Dictionary<string, string> { ["en"] = "More" });
        await desk.Board.NameCategoryAsync(desk.Ticket, "more", names, null);
        await page.Shown.InvokeAsync(() => page.Shown.Instance.ReloadAsync());
        page.Shown.WaitForElement("#handle-category-more", TopicDeskPage.Long);
        var exports = new List<string>();
        foreach (
            var move in new Func<TopicDeskPage, Task>[]
            {
                async p =>
                {
                    await p.Shown.ActAsync(() => p.Shown.FindAll(".cat")[1], e => e.DragStartAsync(new()));
                    await p.Shown.ActAsync(".category", e => e.DragEnterAsync(new()));
                    Assert.NotNull(p.Shown.Find(".category.over"));
                    await p.Shown.ActAsync(".category", e => e.DropAsync(new()));
                },
                async p =>
                {
                    await p.Shown.ActAsync("#handle-category-more", e => e.ClickAsync(new()));
                    await p.Shown.ActAsync("#handle-category-more", e => e.KeyDownAsync("ArrowUp"));
                    Assert.Equal("More: place 1 of 2", p.Shown.Find(".board .said").TextContent.Trim());
                    await p.Shown.ActAsync("#handle-category-more", e => e.ClickAsync(new()));
                },
                async p =>
                {
                    await p.Shown.ActAsync("#handle-category-more", e => e.ClickAsync(new()));
                    await p.Shown.ActAsync(".steps button", e => e.ClickAsync(new()));
                    await p.Shown.ActAsync("#handle-category-more", e => e.ClickAsync(new()));
                },
            }
        )
        {
            await move(page);
            page.Shown.WaitForElement(".board .undo", TopicDeskPage.Long);
            exports.Add(Export(page));
            Assert.Equal("More", page.Shown.Find(".cat bdi").TextContent);
            await page.Shown.PressAsync(".board .undo");
            page.Shown.WaitForAssertion(
                () => Assert.Equal("The order is as it was.", page.Shown.Find(".board .said").TextContent.Trim()),
                TopicDeskPage.Long
            );
        }
        Assert.Single(exports.Distinct());

        // While its names are open, somebody else gives it another one.
        await page.Shown.PressAsync(() => page.Shown.FindAll(".cat > .mud-icon-button")[1]);
        page.Dialogs.WaitForElement("#cat-en", TopicDeskPage.Long);
        Assert.Contains("Missing", page.Dialogs.Find(".lacks:has(#cat-de)").TextContent, StringComparison.Ordinal);
        await desk.Board.NameCategoryAsync(
            desk.Ticket,
            "more",
            new Dictionary<string, string> { ["en"] = "Theirs" },
            names
        );
        await page.Dialogs.ActAsync("#cat-en", e => e.InputAsync("Mine"));
        await page.Dialogs.PressAsync(() => Yes(page));
        var fault = page.Dialogs.WaitForElement("#cat-en-said .fault", TopicDeskPage.Long);
        Assert.Contains("Theirs", fault.TextContent, StringComparison.Ordinal);
        Assert.Equal("Theirs", (await desk.ReadAsync()).Categories[1].Name);
        await page.Dialogs.PressAsync(() => Yes(page));
        page.Shown.WaitForAssertion(() => Assert.NotNull(page.Notices.Undo), TopicDeskPage.Long);
        Assert.Equal("Mine", (await desk.ReadAsync()).Categories[1].Name);
    }

    [Fact]
    public async Task What_is_picked_up_goes_back_on_Escape_and_nothing_was_written()
    {
        await using var page = await TopicDeskPage.OpenAsync();
        var (before, rows) = (Order(page), page.Desk.Web.Rows());
        await page.Shown.ActAsync("#handle-news", e => e.ClickAsync(new()));
        await PressAsync(page, "ArrowDown");
        Assert.NotEqual(before, Order(page));
        await PressAsync(page, "Escape");
        Assert.Equal(before, Order(page));
        Assert.Equal("false", page.Shown.Find("#handle-news").GetAttribute("aria-pressed"));
        Assert.Equal(rows, page.Desk.Web.Rows());
    }

    [Fact]
    public async Task The_editor_says_what_an_edit_does_publishes_it_and_undoes_it()
    {
        await using var page = await TopicDeskPage.OpenAsync("news");
        Assert.Equal("Nothing differs from what is published.", Means(page));
        await page.Shown.ActAsync(Description, e => e.InputAsync("All of the harbour."));
        page.Shown.WaitForAssertion(() => Assert.StartsWith("Wording only.", Means(page)), TopicDeskPage.Long);
        await page.Shown.PressAsync(".publish button");
        var question = page.Dialogs.WaitForElement(".mud-dialog", TopicDeskPage.Long);
        Assert.Contains("Wording only.", question.TextContent, StringComparison.Ordinal);
        Assert.Contains("You can undo this", question.TextContent, StringComparison.Ordinal);
        await page.Dialogs.PressAsync(".mud-dialog-actions button");
        page.Shown.WaitForAssertion(
            () => Assert.Equal("All of the harbour.", page.Desk.Published["news"].Words("en", "en").Description),
            TopicDeskPage.Long
        );
        page.Shown.WaitForAssertion(() => Assert.NotNull(page.Notices.Undo), TopicDeskPage.Long);
        await page.Shown.InvokeAsync(page.Notices.Undo!);
        Assert.NotEqual("All of the harbour.", page.Desk.Published["news"].Words("en", "en").Description);
    }

    [Fact]
    public async Task Closing_a_topic_names_the_forms_that_go_with_it()
    {
        await using var page = await TopicDeskPage.OpenAsync("news", "Site:Languages=en");
        await page.Desk.Web.ApplyFormsAsync(
            """
            { "forms": [{ "key": "autumn", "state": "published", "topics": ["news"], "texts": { "en": { "title": "Autumn" } } }] }
            """
        );
        await page.Shown.InvokeAsync(page.Shown.Instance.ReloadAsync);
        Assert.Empty(page.Shown.FindAll(".means a"));
        await page.ChooseAsync("Close…");
        var question = page.Dialogs.WaitForElement(".mud-dialog", TopicDeskPage.Long);
        Assert.Contains(": autumn.", question.TextContent, StringComparison.Ordinal);
        await page.Dialogs.PressAsync(() => Yes(page));
        page.Shown.WaitForAssertion(
            () => Assert.Equal("Closed", page.Shown.Find(".edit .tag").TextContent),
            TopicDeskPage.Long
        );
    }

    [Fact]
    public async Task All_languages_stand_beside_each_other_with_what_is_missing_marked()
    {
        await using var page = await TopicDeskPage.OpenAsync("news");
        await page.Shown.PressAsync(".tongues .mud-tab");
        page.Shown.WaitForElement(".across", TopicDeskPage.Long);
        var fields = page.Shown.FindAll(".across :is(input, textarea)");
        Assert.Equal(3 * page.Desk.Web.Get<Site>().Languages.Count, fields.Count);
        Assert.Equal(
            fields.Where(f => f.GetAttribute("value") is null or "").Select(f => f.Id),
            page.Shown.FindAll(".across .lacks :is(input, textarea)").Select(f => f.Id)
        );
        Assert.Equal("Was war.", page.Shown.Find("#f-texts-de-description").GetAttribute("value"));
        await page.Shown.ActAsync("#f-texts-fr-name", e => e.InputAsync("Nouvelles du port"));
        page.Shown.WaitForAssertion(
            () => Assert.DoesNotContain("f-texts-fr-name", page.Shown.FindAll(".lacks input").Select(f => f.Id)),
            TopicDeskPage.Long
        );
    }

    [Theory]
    [InlineData("Keep mine", "Mine"), InlineData("Take theirs", "Theirs")]
    public async Task Where_another_editor_typed_into_the_same_field_one_decides(string press, string kept)
    {
        await using var page = await TopicDeskPage.OpenAsync("news");
        var was = page.Shown.Find(Description).GetAttribute("value");
        await page.Desk.EditAsync("news", "texts.en.description", was, "Theirs");
        await page.Shown.ActAsync(Description, e => e.InputAsync("Mine"));
        var conflict = page.Shown.WaitForElement(".conflict", TopicDeskPage.Long);
        Assert.Contains("Theirs", conflict.TextContent, StringComparison.Ordinal);
        // Nothing is published over a conflict that nobody decided.
        Assert.Equal("Theirs", (await page.Desk.Draft("news"))["texts.en.description"]!.ToString());
        await page.Shown.PressAsync(() =>
            page.Shown.FindAll(".conflict button").Single(b => b.TextContent.Trim() == press)
        );
        page.Shown.WaitForAssertion(() => Assert.Empty(page.Shown.FindAll(".conflict")), TopicDeskPage.Long);
        Assert.Equal(kept, (await page.Desk.Draft("news"))["texts.en.description"]!.ToString());
    }

    [Fact]
    public async Task A_merge_shows_its_counts_wants_the_key_typed_and_ends_what_cannot_be_undone()
    {
        await using var page = await TopicDeskPage.OpenAsync("events");
        for (var i = 0; i < 6; i++)
            await page.Desk.Web.SubscribeAsync(WebCenter.Events);
        foreach (var key in new[] { "events", "offers" })
            await page.Desk.Web.ApplyTopicAsync(key, "\"sensitive\": true");
        Assert.Contains("Merge…", await page.MenuAsync());
        await page.ChooseAsync("Merge…");
        var into = page.Dialogs.WaitForElement("#merge-into", TopicDeskPage.Long);
        Assert.True(Yes(page).HasAttribute("disabled"));
        // It is not sensitive, and the other one is.
        await into.ChangeAsync("news");
        Assert.NotNull(page.Dialogs.WaitForElement("#merge-fault", TopicDeskPage.Long));
        Assert.True(Yes(page).HasAttribute("disabled"));
        await page.Dialogs.ActAsync("#merge-into", e => e.ChangeAsync("offers"));
        page.Dialogs.WaitForElement(".counts", TopicDeskPage.Long);
        Assert.Equal(
            ["fewer than 5", "5", "fewer than 5", "fewer than 5", "fewer than 5"],
            page.Dialogs.FindAll(".counts td").Select(c => c.TextContent)
        );
        await page.Dialogs.PressAsync(".mud-dialog-actions button");
        Assert.NotNull(page.Dialogs.WaitForElement("#merge-wrong", TopicDeskPage.Long));
        Assert.Null(page.Desk.Published["events"].MergedInto);
        await page.Dialogs.ActAsync("#merge-word", e => e.InputAsync(" Events "));
        await page.Dialogs.PressAsync(".mud-dialog-actions button");
        page.Shown.WaitForAssertion(
            () => Assert.Equal("offers", page.Desk.Published["events"].MergedInto),
            TopicDeskPage.Long
        );
        page.Shown.WaitForAssertion(() => Assert.NotNull(page.Notices.Text), TopicDeskPage.Long);
        Assert.Null(page.Notices.Undo);
        page.Shown.WaitForElement(".who a[href$='/staff/topics/offers']", TopicDeskPage.Long);
        Assert.Equal(["History", "Footer", "Send me a test"], await page.MenuAsync());
        await page.ChooseAsync("History");
        page.Dialogs.WaitForElement(".history li", TopicDeskPage.Long);
        Assert.Empty(page.Dialogs.FindAll(".history li .acts"));
    }

    private static IElement Yes(TopicDeskPage page) => page.Dialogs.FindAll(".mud-dialog-actions button")[^1];

    private static string Means(TopicDeskPage page) => page.Shown.Find(".means p").TextContent;

    // The first topic goes down by one place.
    private static async Task ByMouseAsync(TopicDeskPage page)
    {
        await page.Shown.ActAsync(() => Rows(page)[0], e => e.DragStartAsync(new()));
        await page.Shown.ActAsync(".zone", e => e.DragEnterAsync(new()));
        await page.Shown.ActAsync(() => Rows(page)[1], e => e.DragEnterAsync(new()));
        await page.Shown.ActAsync(".zone", e => e.DropAsync(new()));
    }

    // MudBlazor has an empty one before them.
    private static IElement[] Rows(TopicDeskPage page) =>
        [.. page.Shown.FindAll(".zone .mud-drop-item").Where(i => i.QuerySelector(".topic") is not null)];

    private static async Task ByKeysAsync(TopicDeskPage page)
    {
        // Space presses the button.
        await page.Shown.ActAsync("#handle-news", e => e.ClickAsync(new()));
        await PressAsync(page, "ArrowDown");
        await page.Shown.ActAsync("#handle-news", e => e.ClickAsync(new()));
    }

    private static async Task ByButtonsAsync(TopicDeskPage page)
    {
        await page.Shown.ActAsync("#handle-news", e => e.ClickAsync(new()));
        await page.Shown.ActAsync(() => page.Shown.FindAll(".steps button")[1], e => e.ClickAsync(new()));
        await page.Shown.ActAsync("#handle-news", e => e.ClickAsync(new()));
    }

    private static Task PressAsync(TopicDeskPage page, string key) =>
        page.Shown.ActAsync("#handle-news", e => e.KeyDownAsync(key));

    private static string[] Order(TopicDeskPage page) => [.. page.Shown.FindAll(".handle").Select(h => h.Id!)];

    private static string Export(TopicDeskPage page) => page.Desk.Web.Get<TopicChanges>().Export();
}
