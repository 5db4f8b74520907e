using System.Diagnostics;
using System.Text;
using AngleSharp.Html.Parser;
using PreferenceCenter.Templates;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Preview;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests that a checked message is shown as people see it, and that what is shown does nothing.</summary>
public sealed class MessagePreviewTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "script")]
    [InlineData("<img src=\"https://t.example/p.gif\" srcset=\"https://t.example/q.gif 2x\">", "t.example")]
    [InlineData("<td background=\"https://t.example/p.gif\">x", "t.example")]
    [InlineData("<p style=\"background: #fff url('https://t.example/p.gif')\">x</p>", "t.example")]
    [InlineData("<p style=\"background: image-set('https://t.example/p.gif' 1x)\">x</p>", "t.example")]
    [InlineData("<a href=\"javascript:alert(1)\" onclick=\"alert(1)\" ping=\"https://t.example\">x</a>", "alert")]
    [InlineData("<a href=\"https://t.example/x\">x</a>", "t.example")]
    [InlineData("<form action=\"https://t.example\"><input name=x><button>x</button></form>", "<form")]
    [InlineData("<iframe src=\"https://t.example\"></iframe><object data=\"https://t.example\"></object>", "t.example")]
    [InlineData("<svg><image href=\"https://t.example/p.svg\"/><style>x</style></svg>", "svg")]
    [InlineData("<math><mtext><style><img src=https://t.example/p.gif>", "t.example")]
    [InlineData(
        "<link rel=stylesheet href=\"https://t.example/x.css\"><meta http-equiv=refresh content=0>",
        "http-equiv"
    )]
    [InlineData("<p title=\"&quot;><script>alert(1)</script>\">x</p>", "<script")]
    [InlineData("<textarea></textarea><noscript><p title=\"</noscript><script>alert(1)</script>\">", "<script")]
    [InlineData("<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">", "svg")]
    public void What_is_shown_runs_and_fetches_nothing(string piece, string gone)
    {
        var page = Shown($"<p>Before</p>{piece}<p>After</p>");
        Assert.DoesNotContain(gone, page.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Before", page.Html, StringComparison.Ordinal);
        // Read again, as a browser does, it holds what is allowed and nothing else.
        foreach (var element in new HtmlParser().ParseDocument(page.Html).All)
        foreach (var attribute in element.Attributes)
            Assert.False(
                attribute.Name.StartsWith("on", StringComparison.Ordinal)
                    || attribute.Name is "src" or "href" && attribute.Value != "#",
                element.OuterHtml
            );
    }

    [Fact]
    public void Looks_stay_pictures_in_the_message_too_and_style_sheets_lose_their_addresses()
    {
        var page = Shown(
            "<style>@import 'https://t.example/x.css'; p{color:red;background:url(https://t.example/x.png)} @media (prefers-color-scheme: dark){p{color:#eee}}</style>"
                + "<meta name=\"color-scheme\" content=\"light dark\"><table width=600 bgcolor=\"#eeeeee\"><tr><td style=\"color: #333\">Hello"
                + "<img alt=\"A lamp\" src=\"data:image/png;base64,iVBORw0KGgo=\"></table>"
        );
        Assert.Contains("<table width=\"600\" bgcolor=\"#eeeeee\">", page.Html, StringComparison.Ordinal);
        Assert.Contains("style=\"color: #333\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png;base64,iVBORw0KGgo=\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("t.example", page.Css.Sheet, StringComparison.Ordinal);
        Assert.Contains("p{color:red;background:none}", page.Css.Sheet, StringComparison.Ordinal);
        Assert.Contains("@media (max-width:0px){p{color:#eee}}", page.Css.For(dark: false), StringComparison.Ordinal);
        Assert.Contains("@media (min-width:0px){p{color:#eee}}", page.Css.For(dark: true), StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_of_the_list_stand_at_the_elements()
    {
        var sample = new Sample
        {
            From = "From: =?utf-8?q?News_=C3=A9?= <news@example.org>",
            Leave = $"<a style=\"color:#ccc\" href=\"{Sample.U}\">Unsubscribe</a>",
            Words = "<h1>News</h1><h3>Lamps</h3><p>The reading room has new lamps.</p>",
        };
        var report = sample.Check();
        var found = FindingGroup.Of(report);
        Assert.Equal(
            [
                (1, FindingSeverity.Error, TemplateRule.UnsubscribeFaint),
                (2, FindingSeverity.Warning, TemplateRule.HeadingOrder),
            ],
            found.Where(g => g.Number is not null).Select(g => (g.Number!.Value, g.Severity, g.Rule))
        );
        var shown = MessagePreview.Of(sample.Bytes, report.Stage, found);
        Assert.Equal(("News é <news@example.org>", "News of November"), (shown.From, shown.Subject));
        Assert.Equal([TemplatePart.Html, TemplatePart.Text], shown.Parts.Select(p => p.Part));
        var page = new HtmlParser().ParseDocument(shown.Parts[0].Html);
        Assert.Equal("Unsubscribe", page.QuerySelector("[data-mark='1']")!.TextContent);
        Assert.Equal("Lamps", page.QuerySelector("[data-mark='2']")!.TextContent);
        Assert.Contains("color:#ccc", shown.LineOf(found[0].Findings[0]), StringComparison.Ordinal);
        // What is unchecked has no number, and whatever it is of has none either.
        Assert.All(found.Where(g => g.Severity == FindingSeverity.Unchecked), g => Assert.Null(g.Number));
    }

    [Fact]
    public void However_deep_or_long_it_is_shown_soon()
    {
        var clock = Stopwatch.StartNew();
        foreach (
            var html in (string[])
                [
                    "<html>" + string.Concat(Enumerable.Repeat("<div><b>", 7_000)) + "deep",
                    "<html>" + string.Concat(Enumerable.Repeat("<p>x", 14_000)),
                    "<html>" + new string('<', 900_000),
                    "<html><style>" + string.Concat(Enumerable.Repeat("url(", 200_000)),
                    "Subject: =?x?q?" + new string('=', 3_000) + "\n\n" + new string('\0', 5_000),
                    "",
                ]
        )
            Assert.NotNull(MessagePreview.Of(Encoding.UTF8.GetBytes(html), TemplateStage.Source, []));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), Invariant($"{clock.Elapsed}"));
    }

    private static PreviewPart Shown(string html) => Of("<!doctype html>" + html).Parts[0];

    private static MessagePreview Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var report = TemplateCheck.Run(bytes, null, Sample.Context);
        return MessagePreview.Of(bytes, report.Stage, FindingGroup.Of(report));
    }
}
