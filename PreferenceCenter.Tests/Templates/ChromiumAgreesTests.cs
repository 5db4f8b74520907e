using System.Text.Json;
using Microsoft.Playwright;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Messages;
using PreferenceCenter.Templates.Rules;
using PreferenceCenter.Templates.Styles;
using PreferenceCenter.Templates.Targets;
using PreferenceCenter.Tests.Browser;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>
/// Tests that Chromium sees of every labelled message the links that the check sees, by layout box, computed style and
/// hit test, on desktop and phone, in light and dark.
/// </summary>
public sealed class ChromiumAgreesTests(BrowserFixture browser)
{
    private const string Pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private sealed record Judged(string Name, int Width, bool[] Seen);

    [Fact]
    [Trait("Requirement", "TPL-02")]
    [Trait("Requirement", "TPL-03")]
    public async Task It_sees_the_links_that_the_check_sees()
    {
        // A picture that is not there is shown as its words, whatever its size.
        var pages = LabelledSet
            .Looks.Concat(LabelledSet.Doubted)
            .Select(l => new Page(
                l.Name,
                l.Message.Page.Replace("https://example.org/u.png", Pixel, StringComparison.Ordinal)
            ))
            .ToDictionary(p => p.Name);
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1100, Height = 900 },
            }
        );
        // Nothing is fetched: the addresses in the messages are nobody's.
        await context.RouteAsync("**/*", route => route.AbortAsync());
        var page = await context.NewPageAsync();
        var script = File.ReadAllText(
            Path.Combine(Repository.Root, "PreferenceCenter.Tests", "Templates", "visible-links.js")
        );
        var differences = new List<string>();
        foreach (var dark in (bool[])[false, true])
        {
            // What does not speak of schemes is the same in the dark.
            var judging = pages.Values.Where(p => !dark || p.SpeaksOfSchemes).ToList();
            Assert.NotEmpty(judging);
            await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            var told = await page.EvaluateAsync<JsonElement>(
                script,
                new
                {
                    pages = judging.Select(p => new { name = p.Name, html = p.Html }),
                    widths = new[] { Screen.Desktop, Screen.Phone },
                }
            );
            var judged = told.Deserialize<List<Judged>>(JsonSerializerOptions.Web)!;
            Assert.Equal(judging.Count * 2, judged.Count);
            foreach (var (name, width, seen) in judged)
            {
                var ours = pages[name].Seen(new Screen(width, dark));
                if (
                    name.StartsWith("doubted", StringComparison.Ordinal)
                        ? seen.Contains(true)
                        : !ours.SequenceEqual(seen)
                )
                    differences.Add(
                        Invariant(
                            $"{name}, {width}, {(dark ? "dark" : "light")}: Chromium {string.Join(' ', seen)}, the check {string.Join(' ', ours)}"
                        )
                    );
            }
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private sealed class Page(string name, string html)
    {
        private readonly Lazy<HtmlView> view = new(() =>
            new HtmlView(
                HtmlPart.Parse(new MessageText(TemplatePart.Html, html, Cut: false)),
                new LinkJudge(Sample.Context, TemplateStage.Built),
                withTags: false
            )
        );

        public string Name => name;
        public string Html => html;
        public bool SpeaksOfSchemes => html.Contains("color-scheme", StringComparison.OrdinalIgnoreCase);

        public bool[] Seen(Screen screen)
        {
            var looks = new Looks(view.Value.Html.Document, view.Value.Cascade, screen);
            return [.. view.Value.Links.Where(l => l.Leaves).Select(l => l.On(looks).Hidden is null)];
        }
    }
}
