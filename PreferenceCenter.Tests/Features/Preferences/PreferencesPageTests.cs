using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Features.Preferences;

/// <summary>Tests the markup of the preferences page.</summary>
public sealed class PreferencesPageTests(PagePreview preview)
{
    private const string Choices = "/p/" + SamplePages.Token;

    public static TheoryData<string> Languages => [.. Samples.Languages];

    public static TheoryData<string, string> EveryState =>
        new(
            from path in SamplePages.Paths.Where(p =>
                p.StartsWith("/p/", StringComparison.Ordinal) && p is not ("/p/expired" or "/p/held" or "/p/held-today")
            )
            from language in Samples.Languages
            select (path, language)
        );

    [Fact]
    public async Task A_topic_is_a_switch_with_its_state_its_words_and_what_was_shown()
    {
        var page = await preview.Read(Choices);
        var topic = Row(page, "product-news");
        var toggle = topic.QuerySelector<IHtmlInputElement>("[name=topics]")!;
        Assert.Equal(("checkbox", "switch", true), (toggle.Type, toggle.GetAttribute("role"), toggle.IsChecked));
        Assert.Equal("Product news", toggle.Closest("label")!.Words());
        Assert.Equal(
            "New features and releases, explained in a minute. About twice a month",
            page.GetElementById(toggle.GetAttribute("aria-describedby")!)!.Words()
        );
        Assert.Equal(
            "product-news:on digest:on engineering:off events:off community:on offers:off partners:on",
            Assert.Single(page.QuerySelectorAll("[name=shown]")).GetAttribute("value")
        );
    }

    [Fact]
    public async Task A_sample_issue_is_a_link_of_its_own_in_the_language_of_the_page()
    {
        foreach (var (language, words) in (ValueTuple<string, string>[])[("en", "Sample issue"), ("ar", "عدد نموذجي")])
        {
            var page = await preview.Read(Choices, language);
            var link = Assert.Single(page.QuerySelectorAll(".topics a"));
            Assert.Equal("product-news", link.Closest("li")!.QuerySelector("[name=topics]")!.GetAttribute("value"));
            Assert.Equal(words, link.Words());
            Assert.Equal(
                ("/sample/product-news?language=" + language, "_blank"),
                (link.GetAttribute("href"), link.GetAttribute("target"))
            );
            // It is no part of what a screen reader says of the switch.
            Assert.Null(link.Closest("p, label"));
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(link.OuterHtml), 1, 100);
        }
    }

    [Fact]
    public async Task Topics_stand_under_their_category()
    {
        var page = await preview.Read(Choices);
        Assert.Equal(
            ["News", "Events", "Offers"],
            page.QuerySelectorAll(".topics").Select(t => t.PreviousElementSibling!.Words())
        );
        Assert.Equal(
            ["events", "community"],
            page.QuerySelectorAll(".topics")[1].QuerySelectorAll("[name=topics]").Select(t => t.GetAttribute("value"))
        );
    }

    [Fact]
    public async Task Frequencies_are_offered_where_there_are_any()
    {
        var page = await preview.Read(Choices);
        var choices = Row(page, "product-news")
            .QuerySelectorAll<IHtmlInputElement>("[name='frequency.product-news']")
            .ToList();
        Assert.Equal(["every", "daily", "weekly", "monthly"], choices.Select(c => c.Value));
        Assert.Equal("weekly", Assert.Single(choices, c => c.IsChecked).Value);
        Assert.Equal(
            ["daily", "weekly", "monthly"],
            page.QuerySelectorAll("[name='frequency.digest']").Select(c => c.GetAttribute("value"))
        );
        Assert.Empty(page.QuerySelectorAll("[name='frequency.engineering']"));
        Assert.Equal("Frequency: Product news", Row(page, "product-news").QuerySelector("legend")!.Words());
    }

    [Theory, MemberData(nameof(EveryState))]
    [Trait("Requirement", "CON-02")]
    [Trait("Requirement", "DEC-02")]
    public async Task Nothing_is_chosen_beforehand_for_a_topic_that_is_off(string path, string language)
    {
        var page = await preview.Read(path, language);
        var rows = page.QuerySelectorAll(".topics li").ToList();
        var shown = page.QuerySelector("[name=shown]")!.GetAttribute("value")!.Split(' ');
        Assert.Equal(rows.Count, shown.Length);
        Assert.All(
            rows.Zip(shown).Where(r => r.Second.EndsWith(":off", StringComparison.Ordinal)),
            r => Assert.Empty(r.First.QuerySelectorAll("[checked]"))
        );
    }

    [Fact]
    [Trait("Requirement", "DEC-02")]
    public async Task Measuring_is_not_chosen_for_who_has_not_chosen()
    {
        var page = await preview.Read(Choices);
        Assert.Empty(page.QuerySelectorAll("[name=tracking][checked]"));
        Assert.Contains(
            "No answer means no.",
            page.QuerySelector("[name=tracking]")!.Closest("section")!.Words(),
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "CON-05")]
    public async Task The_right_to_withdraw_is_told_beside_the_switches(string language)
    {
        var page = await preview.Read(Choices, language);
        var consent = page.QuerySelectorAll(".soft")
            .Single(p => p.TextContent.Contains("Northwind Ltd", StringComparison.Ordinal));
        var withdraw = language switch
        {
            "de" => "widerrufen",
            "es" => "retirar su consentimiento",
            "fr" => "retirer votre consentement",
            "ru" => "отозвать",
            "ar" => "سحب موافقتك",
            "it" => "revocare il consenso",
            _ => "withdraw",
        };
        Assert.Contains(withdraw, consent.Words(), StringComparison.Ordinal);
        Assert.Equal("https://northwind.example/privacy", consent.QuerySelector("a")!.GetAttribute("href"));
        // Before the buttons that give consent.
        Assert.Equal(
            DocumentPositions.Following,
            consent.CompareDocumentPosition(page.QuerySelector(".bar")!) & DocumentPositions.Following
        );
    }

    [Theory, MemberData(nameof(EveryState))]
    [Trait("Requirement", "DEC-01")]
    [Trait("Requirement", "WDR-04")]
    public async Task Save_and_leave_all_are_one_press_each_and_apart(string path, string language)
    {
        var page = await preview.Read(path, language);
        Assert.Equal("save", Assert.Single(page.QuerySelectorAll(".bar button")).GetAttribute("value"));
        if (path is "/p/left" or "/p/stopped")
        {
            Assert.Empty(page.QuerySelectorAll("[value=leave-all]"));
            return;
        }
        var leave = Assert.Single(page.QuerySelectorAll("[value=leave-all]"));
        // A form of its own, so that no key and no slip sends it together with choices.
        Assert.Empty(leave.Closest("form")!.QuerySelectorAll("input, select"));
        Assert.Equal("H1", leave.Closest(".hero")!.QuerySelector("h1")!.TagName);
    }

    [Fact]
    [Trait("Requirement", "DEC-05")]
    public async Task A_topic_that_waits_is_neither_on_nor_off_and_says_so_to_screen_readers_too()
    {
        var page = await preview.Read("/p/waiting");
        var row = Assert.Single(page.QuerySelectorAll("li.wait"));
        var input = row.QuerySelector("input")!;
        var described = input
            .GetAttribute("aria-describedby")!
            .Split(' ')
            .Select(id => page.GetElementById(id)!.Words());
        Assert.Contains(
            described,
            words => words.StartsWith("Waiting for your confirmation", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_pause_is_offered_and_a_running_one_can_be_kept_or_ended()
    {
        var none = await preview.Read(Choices);
        Assert.Equal(
            ["keep", "30", "60", "90"],
            none.QuerySelectorAll("[name=pause]").Select(p => p.GetAttribute("value"))
        );
        var paused = await preview.Read("/p/saved");
        Assert.Equal(
            ["keep", "none", "30", "60", "90"],
            paused.QuerySelectorAll("[name=pause]").Select(p => p.GetAttribute("value"))
        );
        var kept = Assert.Single(paused.QuerySelectorAll("[name=pause][checked]"));
        Assert.Equal(
            ("keep", "Paused until 22 January 2027"),
            (kept.GetAttribute("value"), kept.Closest("label")!.Words())
        );
    }

    [Fact]
    [Trait("Requirement", "DEC-05")]
    public async Task States_are_said_in_plain_words()
    {
        var page = await preview.Read(Choices);
        Assert.Contains("Waiting for your confirmation", Row(page, "community").Words(), StringComparison.Ordinal);
        Assert.Contains(
            "you can unsubscribe, but not resubscribe",
            Row(page, "partners").Words(),
            StringComparison.Ordinal
        );
        var style = await preview.Client.GetStringAsync(
            preview.Contexts.Assets.Style.Path,
            TestContext.Current.CancellationToken
        );
        Assert.Contains(":lang(de){--on:\"An\";--off:\"Aus\";--wait:\"Wartet\"}", style, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll(".opts label"), l => Assert.Matches("^(Yes|No)", l.Words()));
    }

    [Fact]
    public async Task The_language_of_the_mails_is_chosen_apart_from_that_of_the_page()
    {
        var page = await preview.Read(Choices, "fr");
        Assert.Equal("fr", page.QuerySelector<IHtmlSelectElement>("[name=language]")!.Value);
        Assert.Equal(
            Samples.Languages,
            page.QuerySelectorAll("[name=language] option").Select(o => o.GetAttribute("lang"))
        );
    }

    [Fact]
    [Trait("Requirement", "WDR-11")]
    [Trait("Requirement", "A11-06")]
    public async Task After_a_save_it_says_what_stopped_what_goes_on_from_when_and_the_way_back()
    {
        var status = (await preview.Read("/p/saved")).QuerySelector("[role=status]")!.Words();
        Assert.Contains("Unsubscribed from From the workshop", status, StringComparison.Ordinal);
        Assert.Contains("Waiting for your confirmation Local groups", status, StringComparison.Ordinal);
        Assert.Contains(
            "You’ll still get Product news Reading list Service emails: invoices",
            status,
            StringComparison.Ordinal
        );
        Assert.Contains("Product news: Weekly", status, StringComparison.Ordinal);
        Assert.Contains("Effective from 23 November 2026 at 14:05 UTC", status, StringComparison.Ordinal);
        Assert.Contains("undo link", status, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "DEC-06")]
    public async Task The_reason_is_asked_after_leaving_and_never_before()
    {
        var left = await preview.Read("/p/left");
        var form = left.Forms.Single(f =>
            f.GetAttribute("action")?.EndsWith("/reason?language=en", StringComparison.Ordinal) == true
        );
        Assert.Equal($"/p/{SamplePages.Token}/reason?language=en", form.GetAttribute("action"));
        Assert.Equal(
            ["too-many", "not-relevant", "never-asked", "other"],
            form.QuerySelectorAll("[name=reason]").Select(r => r.GetAttribute("value"))
        );
        Assert.Equal("1000", form.QuerySelector("[name=comment]")!.GetAttribute("maxlength"));
        Assert.Empty(form.QuerySelectorAll("[checked]"));
        foreach (var before in new[] { Choices, "/p/saved", "/p/nothing" })
            Assert.Empty((await preview.Read(before)).QuerySelectorAll("[name=reason]"));
        Assert.Contains(
            "Thank you",
            (await preview.Read("/p/stopped")).QuerySelector("[role=status]")!.Words(),
            StringComparison.Ordinal
        );
    }

    // In each language, with names and descriptions of the length of the demo's; uncompressed.
    [Theory, MemberData(nameof(Languages))]
    public async Task Twenty_topics_weigh_about_twelve_kilobytes(string language) =>
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(await preview.Text("/p/twenty", language)), 1, 12_400);

    private static IElement Row(IHtmlDocument page, string key) =>
        page.QuerySelector($"[name=topics][value={key}]")!.Closest("li")!;
}
