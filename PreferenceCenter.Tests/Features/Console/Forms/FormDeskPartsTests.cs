using System.Text.Json.Nodes;
using Bunit;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Forms;
using PreferenceCenter.Shared.Localisation;
using Xunit;
using Assert = Xunit.Assert;
using TestContext = Xunit.TestContext;

namespace PreferenceCenter.Tests.Features.Console.Forms;

/// <summary>Tests the editor of a form by what it shows: order of topics, versions, snippet; and its list.</summary>
public sealed class FormDeskPartsTests
{
    [Fact]
    public async Task Topics_come_go_and_move_and_a_version_is_compared_and_published_again()
    {
        await using var page = await OpenedConsole.OpenAsync("Site:Languages=en");
        await page.Web.ApplyFormsAsync(FormOf("events"));
        await page.Web.ApplyFormsAsync(FormOf("events\", \"news"));
        var shown = page.Render<FormDesk>(p => p.Add(d => d.Key, "autumn"));
        shown.WaitForElement(".offered", OpenedConsole.Long);
        Assert.Equal(["Quay evenings", "Harbour news"], Topics());
        await shown.ActAsync("#add-topic", e => e.ChangeAsync("offers"));
        await shown.ActAsync("[aria-label='Move Market offers up']", e => e.ClickAsync(new()));
        await shown.ActAsync("[aria-label='Remove Quay evenings']", e => e.ClickAsync(new()));
        Assert.Equal(["Market offers", "Harbour news"], Topics());
        Assert.True(shown.Find("[aria-label='Move Market offers up']").HasAttribute("disabled"));
        Assert.True(shown.Find("[aria-label='Move Harbour news down']").HasAttribute("disabled"));
        shown.WaitForAssertion(() => Assert.Equal(["offers", "news"], Draft()), OpenedConsole.Long);

        await page.ChooseAsync(shown, "History");
        page.Dialogs.WaitForElement(".history .changes", OpenedConsole.Long);
        Assert.EndsWith("Quay evenings", page.Dialogs.Find(".history del").TextContent, StringComparison.Ordinal);
        Assert.EndsWith(
            "Quay evenings, Harbour news",
            page.Dialogs.Find(".history ins").TextContent,
            StringComparison.Ordinal
        );
        await page.Dialogs.PressAsync(() => page.Dialogs.Find(".history li .acts button"));
        shown.WaitForAssertion(
            () => Assert.Equal(3, page.Web.Get<CatalogueCache>().Refresh().Forms["autumn"].Version),
            OpenedConsole.Long
        );

        string[] Topics() => [.. shown.FindAll(".offered bdi").Select(t => t.TextContent)];
        IEnumerable<string> Draft() =>
            (
                (JsonArray)
                    page.Get<FormDrafts>().ReadAsync("autumn", Stop).GetAwaiter().GetResult()![FormFields.Topics]!
            ).Select(t => t!.ToString());
    }

    [Fact]
    public async Task The_snippet_is_copied_in_a_language_or_selected_and_the_list_tells_the_share_that_confirmed()
    {
        await using var page = await OpenedConsole.OpenAsync("Site:Languages=en");
        await page.Web.ApplyFormsAsync(FormOf("news"));
        using (var context = page.Web.Get<Database>().CreateContext())
            context.Database.ExecuteSql(
                $"""INSERT INTO "FormDays" ("Day", "Form", "Slot", "Submitted", "Confirmed") VALUES ({SiteCalendar.Utc.DayOf(page.Web.Now).DayNumber}, 'autumn', 0, 20, 15)"""
            );
        var list = page.Render<FormsPage>();
        list.WaitForElement(".rows", OpenedConsole.Long);
        Assert.Equal(["20", "15", "75%"], list.FindAll("tbody td.num").Select(c => c.TextContent));

        var desk = page.Render<FormDesk>(p => p.Add(d => d.Key, "autumn"));
        desk.WaitForElement(".edit > header a[href='/staff/insights']", OpenedConsole.Long);
        Assert.Equal(["20", "15", "75%"], desk.FindAll(".edit > header .who strong").Select(c => c.TextContent));

        var card = page.Render<FormSnippetCard>(p =>
            p.Add(c => c.Snippet, new FormSnippet("https://x.example/subscribe/autumn", Html))
                .Add(c => c.Languages, new SiteLanguages(["en", "de"]).All)
        );
        Assert.Equal("<p lang=\"en\">", card.Find("#snippet").TextContent);
        await card.ActAsync("#snippet-language", e => e.ChangeAsync("de"));
        Assert.Equal("<p lang=\"de\">", card.Find("#snippet").TextContent);
        var copy = page.JSInterop.Setup<bool>("preferenceConsole.copyField", "snippet");
        copy.SetResult(true);
        await card.ActAsync(() => card.FindAll(".acts button")[1], e => e.ClickAsync(new()));
        Assert.Equal("Copied.", page.Said);
        // Without the clipboard the field is selected, and that is said.
        await card.ActAsync(() => card.FindAll(".acts button")[0], e => e.ClickAsync(new()));
        Assert.Equal("It is selected: copy it with your keys.", page.Said);
    }

    private static readonly Dictionary<string, string> Html = new()
    {
        ["en"] = "<p lang=\"en\">",
        ["de"] = "<p lang=\"de\">",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string FormOf(string topics) =>
        $$"""{ "forms": [{ "key": "autumn", "state": "published", "topics": ["{{topics}}"], "texts": { "en": { "title": "Autumn" } } }] }""";
}
