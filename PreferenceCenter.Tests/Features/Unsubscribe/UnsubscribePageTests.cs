using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Features.Unsubscribe;

/// <summary>Tests the markup of the unsubscribe page.</summary>
public sealed class UnsubscribePageTests(PagePreview preview)
{
    public static TheoryData<string, string> Asking =>
        new(from path in new[] { "/u/topic", "/u/all" } from language in Samples.Languages select (path, language));

    [Theory, MemberData(nameof(Asking))]
    [Trait("Requirement", "WDR-03")]
    [Trait("Requirement", "DEC-03")]
    public async Task It_is_one_page_with_one_button_and_nothing_to_fill_in(string path, string language)
    {
        var page = await preview.Read(path, language);
        var form = Assert.Single(page.Forms);
        Assert.Single(page.QuerySelectorAll("main button"));
        Assert.Equal($"{path}?language={language}", form.GetAttribute("action"));
        Assert.Equal(
            [("List-Unsubscribe", "One-Click"), ("page", "1"), ("key", "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg")],
            form.QuerySelectorAll<IHtmlInputElement>("input").Select(i => (i.Name!, i.Value))
        );
        Assert.All(form.QuerySelectorAll("input"), i => Assert.Equal("hidden", i.GetAttribute("type")));
    }

    [Fact]
    public async Task It_says_what_stops_what_goes_on_and_who_asks()
    {
        var page = (await preview.Read("/u/topic")).QuerySelector("main")!.Words();
        Assert.Contains("Unsubscribe from Product news", page, StringComparison.Ordinal);
        Assert.Contains("You’ll stop getting Product news About twice a month", page, StringComparison.Ordinal);
        Assert.Contains("Not affected All other topics you chose Service emails", page, StringComparison.Ordinal);
        Assert.Contains("Sender Northwind Ltd", page, StringComparison.Ordinal);
        var all = (await preview.Read("/u/all")).QuerySelector("main")!.Words();
        Assert.Contains("Unsubscribe from all emails from Northwind", all, StringComparison.Ordinal);
        Assert.DoesNotContain("All other topics", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/u/left-topic", "Unsubscribed from Product news", "Unsubscribed from Product news")]
    [InlineData("/u/left-all", "Unsubscribed from all topics", "Unsubscribed from Every topic")]
    [Trait("Requirement", "WDR-11")]
    public async Task Afterwards_it_says_what_stopped_what_goes_on_from_when_and_the_way_back(
        string path,
        string heading,
        string stopped
    )
    {
        var page = await preview.Read(path);
        Assert.Equal(heading, page.QuerySelector("h1")!.Words());
        var status = page.QuerySelector("[role=status]")!.Words();
        Assert.Contains(stopped, status, StringComparison.Ordinal);
        Assert.Contains("invoices", status, StringComparison.Ordinal);
        Assert.Contains("Effective from 23 November 2026 at 14:05 UTC", status, StringComparison.Ordinal);
        Assert.Contains("undo link", status, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "DEC-01")]
    public async Task Who_left_a_topic_can_leave_the_rest_with_a_button_of_the_same_kind()
    {
        var ask = (await preview.Read("/u/topic")).QuerySelector("main button")!;
        var more = (await preview.Read("/u/left-topic")).QuerySelector("button[value=leave-all]")!;
        Assert.Equal(ask.ClassName, more.ClassName);
        Assert.Equal(
            "One-Click",
            more.Closest("form")!.QuerySelector("[name='List-Unsubscribe']")!.GetAttribute("value")
        );
        Assert.Empty((await preview.Read("/u/left-all")).QuerySelectorAll("button[value=leave-all]"));
    }

    [Fact]
    [Trait("Requirement", "DEC-06")]
    public async Task The_reason_is_asked_afterwards_and_once()
    {
        Assert.Empty((await preview.Read("/u/topic")).QuerySelectorAll("[name=reason]"));
        Assert.Equal(
            "/u/topic/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg/reason?language=en",
            (await preview.Read("/u/left-topic"))
                .QuerySelector("[name=reason]")!
                .Closest("form")!
                .GetAttribute("action")
        );
        var thanked = await preview.Read("/u/thanked");
        Assert.Empty(thanked.QuerySelectorAll("[name=reason]"));
        Assert.Contains("Thank you", thanked.QuerySelector("[role=status]")!.Words(), StringComparison.Ordinal);
    }
}
