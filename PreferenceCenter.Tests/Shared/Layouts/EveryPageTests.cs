using System.Text.RegularExpressions;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Shared.Layouts;

/// <summary>Tests rules of markup on every page, in every state and language.</summary>
public sealed partial class EveryPageTests(PagePreview preview, EveryPage pages) : IClassFixture<EveryPage>
{
    [Fact]
    [Trait("Requirement", "A11-13")]
    public Task Says_its_language_and_direction() =>
        pages.HoldAsync(
            preview,
            one =>
            {
                var (language, page) = (one.Language, one.Document);
                Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
                Assert.Equal(language == "ar" ? "rtl" : "ltr", page.DocumentElement.GetAttribute("dir"));
                Assert.Equal(
                    Samples.Languages,
                    page.QuerySelectorAll("[popover] :is(a, button)[lang]").Select(a => a.GetAttribute("lang"))
                );
                Assert.Equal(language, page.QuerySelector("[popover] [aria-current]")!.GetAttribute("lang"));
            }
        );

    [Fact]
    public Task Has_one_heading_one_main_and_a_title() =>
        pages.HoldAsync(
            preview,
            one =>
            {
                var page = one.Document;
                Assert.Single(page.QuerySelectorAll("main"));
                var heading = Assert.Single(page.QuerySelectorAll("h1")).Words();
                Assert.NotEmpty(heading);
                Assert.EndsWith(" · Northwind", page.Title);
                Assert.Equal("#main", page.Body!.FirstElementChild!.GetAttribute("href"));
            }
        );

    [Fact]
    [Trait("Requirement", "A11-15")]
    [Trait("Requirement", "SEC-08")]
    public Task Runs_nothing_and_fetches_nothing_foreign() =>
        pages.HoldAsync(
            preview,
            one =>
            {
                var page = one.Document;
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
        );

    [Fact]
    [Trait("Requirement", "A11-05")]
    public Task Offers_help_in_the_same_order() =>
        pages.HoldAsync(
            preview,
            one =>
            {
                var (language, page) = (one.Language, one.Document);
                Assert.Equal(
                    [
                        "https://northwind.example/privacy",
                        $"/help?language={language}",
                        $"/accessibility?language={language}",
                        "mailto:privacy@northwind.example",
                    ],
                    page.QuerySelectorAll("footer nav a").Select(a => a.GetAttribute("href"))
                );
                Assert.Contains(
                    "1 Harbour Street",
                    page.QuerySelector("footer address")!.TextContent,
                    StringComparison.Ordinal
                );
            }
        );

    [Fact]
    [Trait("Requirement", "DEC-08")]
    public Task Never_asks_anybody_to_sign_in() =>
        pages.HoldAsync(
            preview,
            one =>
            {
                var page = one.Document;
                Assert.Empty(page.QuerySelectorAll("[type=password]"));
                Assert.DoesNotContain(
                    page.QuerySelectorAll("a[href], form[action]"),
                    e => SignIn().IsMatch(e.GetAttribute("href") ?? e.GetAttribute("action") ?? "")
                );
            }
        );

    [Fact]
    [Trait("Requirement", "A11-14")]
    [Trait("Requirement", "A11-12")]
    public Task Names_every_field() =>
        pages.HoldAsync(
            preview,
            one =>
            {
                var page = one.Document;
                foreach (var field in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
                {
                    var label = field.Closest("label") ?? page.QuerySelector($"label[for='{field.Id}']");
                    Assert.False(
                        string.IsNullOrWhiteSpace(label?.TextContent),
                        $"{field.GetAttribute("name")} has no name"
                    );
                }
                Assert.All(page.QuerySelectorAll("fieldset"), f => Assert.NotEmpty(f.QuerySelector("legend")!.Words()));
                Assert.All(page.QuerySelectorAll("button, a"), b => Assert.NotEmpty(b.Words()));
                Assert.All(
                    page.QuerySelectorAll("[aria-describedby]"),
                    e =>
                        Assert.All(
                            e.GetAttribute("aria-describedby")!.Split(' '),
                            id => Assert.NotNull(page.GetElementById(id))
                        )
                );
                var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
                Assert.Equal(ids.Distinct(), ids);
            }
        );

    [Fact]
    public Task Leaves_no_gap_and_no_entity() =>
        pages.HoldAsync(
            preview,
            one =>
            {
                var text = one.Text;
                Assert.DoesNotMatch(@"\{\d\}", text);
                // An Arabic page with entities would be three times as large.
                Assert.DoesNotMatch(@"&#x[0-9A-F]{3,}", text);
            }
        );

    [Fact]
    public Task Posts_only_to_itself() =>
        pages.HoldAsync(
            preview,
            one =>
            {
                var (language, page) = (one.Language, one.Document);
                Assert.All(
                    page.Forms,
                    f =>
                    {
                        Assert.Equal("post", f.Method);
                        // Without an action it posts to the page's own address.
                        if (f.GetAttribute("action") is not { } action)
                            return;
                        Assert.StartsWith("/", action);
                        Assert.EndsWith("?language=" + language, action);
                    }
                );
            }
        );

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
