using System.Text.RegularExpressions;
using AngleSharp.Dom;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Shared.Layouts;

/// <summary>Rules of markup that hold on every page, in every state, in every language.</summary>
public sealed partial class EveryPageTests(PagePreview preview)
{
    [Theory, ClassData(typeof(EveryPage))]
    [Trait("Requirement", "A11-13")]
    public async Task Says_its_language_and_direction(string path, string language)
    {
        var page = await preview.Read(path, language);
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(language == "ar" ? "rtl" : "ltr", page.DocumentElement.GetAttribute("dir"));
        Assert.Equal(Samples.Languages, page.QuerySelectorAll("details nav a").Select(a => a.GetAttribute("lang")));
        Assert.Equal(language, page.QuerySelector("details nav [aria-current]")!.GetAttribute("lang"));
    }

    [Theory, ClassData(typeof(EveryPage))]
    public async Task Has_one_heading_one_main_and_a_title(string path, string language)
    {
        var page = await preview.Read(path, language);
        Assert.Single(page.QuerySelectorAll("main"));
        var heading = Assert.Single(page.QuerySelectorAll("h1")).Words();
        Assert.NotEmpty(heading);
        Assert.EndsWith(" · Northwind", page.Title);
        Assert.Equal("#main", page.Body!.FirstElementChild!.GetAttribute("href"));
    }

    [Theory, ClassData(typeof(EveryPage))]
    [Trait("Requirement", "A11-15")]
    [Trait("Requirement", "SEC-08")]
    public async Task Runs_nothing_and_fetches_nothing_foreign(string path, string language)
    {
        var page = await preview.Read(path, language);
        Assert.Empty(page.QuerySelectorAll("script, style, iframe, object, embed, base, [style]"));
        Assert.DoesNotContain(
            page.All.SelectMany(e => e.Attributes),
            a => a.Name.StartsWith("on", StringComparison.Ordinal)
        );
        Assert.All(
            page.QuerySelectorAll("[src], link[href]"),
            e => Assert.StartsWith("/", e.GetAttribute("src") ?? e.GetAttribute("href"))
        );
        Assert.Equal("no-referrer", page.QuerySelector("meta[name=referrer]")!.GetAttribute("content"));
        Assert.Contains(
            "noindex",
            page.QuerySelector("meta[name=robots]")!.GetAttribute("content"),
            StringComparison.Ordinal
        );
    }

    [Theory, ClassData(typeof(EveryPage))]
    [Trait("Requirement", "A11-05")]
    public async Task Offers_help_in_the_same_order(string path, string language)
    {
        var page = await preview.Read(path, language);
        Assert.Equal(
            ["https://northwind.example/privacy", $"/help?language={language}", "mailto:privacy@northwind.example"],
            page.QuerySelectorAll("footer nav a").Select(a => a.GetAttribute("href"))
        );
        Assert.Contains(
            "1 Harbour Street",
            page.QuerySelector("footer address")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory, ClassData(typeof(EveryPage))]
    [Trait("Requirement", "DEC-08")]
    public async Task Never_asks_anybody_to_sign_in(string path, string language)
    {
        var page = await preview.Read(path, language);
        Assert.Empty(page.QuerySelectorAll("[type=password]"));
        Assert.DoesNotContain(
            page.QuerySelectorAll("a[href], form[action]"),
            e => SignIn().IsMatch(e.GetAttribute("href") ?? e.GetAttribute("action")!)
        );
    }

    [Theory, ClassData(typeof(EveryPage))]
    [Trait("Requirement", "A11-14")]
    [Trait("Requirement", "A11-12")]
    public async Task Names_every_field(string path, string language)
    {
        var page = await preview.Read(path, language);
        foreach (var field in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
        {
            var label = field.Closest("label") ?? page.QuerySelector($"label[for='{field.Id}']");
            Assert.False(string.IsNullOrWhiteSpace(label?.TextContent), $"{field.GetAttribute("name")} has no name");
        }
        Assert.All(page.QuerySelectorAll("fieldset"), f => Assert.NotEmpty(f.QuerySelector("legend")!.Words()));
        Assert.All(page.QuerySelectorAll("button, a"), b => Assert.NotEmpty(b.Words()));
        Assert.All(
            page.QuerySelectorAll("[aria-describedby]"),
            e => Assert.NotNull(page.GetElementById(e.GetAttribute("aria-describedby")!))
        );
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory, ClassData(typeof(EveryPage))]
    public async Task Leaves_no_gap_and_no_entity(string path, string language)
    {
        var text = await preview.Text(path, language);
        Assert.DoesNotMatch(@"\{\d\}", text);
        // An Arabic page of entities would weigh three times as much.
        Assert.DoesNotMatch(@"&#x[0-9A-F]{3,}", text);
    }

    [Theory, ClassData(typeof(EveryPage))]
    public async Task Posts_only_to_itself(string path, string language)
    {
        var page = await preview.Read(path, language);
        Assert.All(
            page.Forms,
            f =>
            {
                Assert.Equal("post", f.Method);
                Assert.StartsWith("/", f.GetAttribute("action"));
                Assert.EndsWith("?language=" + language, f.GetAttribute("action"));
            }
        );
    }

    [Fact]
    [Trait("Requirement", "A11-03")]
    public async Task Only_the_page_that_mails_a_link_asks_for_an_address()
    {
        foreach (var path in SamplePages.Paths.Where(p => !p.StartsWith("/link", StringComparison.Ordinal)))
            Assert.Empty((await preview.Read(path)).QuerySelectorAll("[type=email], [name=email]"));
    }

    [GeneratedRegex("log-?in|sign-?in|account|staff", RegexOptions.IgnoreCase)]
    private static partial Regex SignIn();
}
