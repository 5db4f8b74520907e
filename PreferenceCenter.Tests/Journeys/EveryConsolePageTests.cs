using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Browser;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Walks every page of the console that the program maps, whoever added it, as a role that may open it: axe on light and
/// dark screens, the narrowest screen, and from right to left.
/// </summary>
public sealed class EveryConsolePageTests(BrowserFixture browser, ConsoleCenter console)
    : ConsoleJourney("every"),
        IClassFixture<ConsoleCenter>
{
    [Fact]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    [Trait("Requirement", "A11-13")]
    public async Task Axe_finds_nothing_and_nothing_runs_out_on_any_page()
    {
        var pages = Pages();
        Assert.Contains(pages, p => p.Path.EndsWith("/footer", StringComparison.Ordinal));
        foreach (var ofRole in pages.GroupBy(p => p.Role))
        {
            await using var context = await browser.NewContext(
                new()
                {
                    ViewportSize = new() { Width = 1280, Height = 844 },
                }
            );
            var page = await OpenAsync(console.Center, context, ofRole.Key);
            foreach (var (path, _) in ofRole)
                await LookAtAsync(page, path);
        }
        Assert.Empty(Complaints);
    }

    private async Task LookAtAsync(IPage page, string path)
    {
        foreach (var language in LongTests.Cases(["en"], more: ["ar"]))
        {
            await page.SetViewportSizeAsync(1280, 844);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await GoAsync(page, console.Center, $"{path}?language={language}");
            await page.Locator("h1").First.WaitForAsync();
            if (language == "en")
            {
                await AxeAsync(page, path, "light");
                await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            }
            await AxeAsync(page, path, language == "en" ? "dark" : language, coloursAlone: language == "en");
            await page.SetViewportSizeAsync(320, 844);
            if (await page.Overflow() > 0)
                Complaints.Add($"{path} in {language} at 320 can be scrolled sideways");
            await DrawAsync(page, $"{path}-320-{language}");
        }
    }

    private async Task AxeAsync(IPage page, string path, string screen, bool coloursAlone = false)
    {
        await page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState !== 'running')");
        Complaints.AddRange((await page.AxeViolations(coloursAlone)).Select(v => $"{path} {screen}: {v}"));
        await DrawAsync(page, $"{path}-1280-{screen}");
    }

    private static Task DrawAsync(IPage page, string what) =>
        Pictures is null
            ? Task.CompletedTask
            : page.ScreenshotAsync(
                new() { Path = Path.Combine(Pictures, $"every{what.Replace('/', '-')}.png"), FullPage = true }
            );

    // Each with the first role of its policy; what the address names is what the centre has.
    private (string Path, StaffRole Role)[] Pages() =>
        [
            .. console
                .Center.Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
                .Select(e =>
                    (
                        Path: Filled("/" + e.RoutePattern.RawText!.TrimStart('/')),
                        StaffPolicies
                            .RolesOf(e.Metadata.OfType<IAuthorizeData>().Last(a => a.Policy is not null).Policy!)
                            .Order()
                            .First()
                    )
                )
                .Distinct()
                .OrderBy(p => p.Path, StringComparer.Ordinal),
        ];

    private string Filled(string pattern)
    {
        using var data = console.Center.Get<Database>().CreateContext();
        return pattern switch
        {
            _ when pattern.Contains("{reference", StringComparison.OrdinalIgnoreCase) => Fill(
                data.Requests.OrderBy(r => r.Number).First().Reference
            ),
            _ when pattern.StartsWith("/staff/subscribers/", StringComparison.Ordinal) => Fill(
                $"{console.Person.PublicId}"
            ),
            _ when pattern.StartsWith("/staff/topics/", StringComparison.Ordinal) => Fill(data.Topics.First().Key),
            _ when pattern.StartsWith("/staff/notices/", StringComparison.Ordinal) => Fill(data.Topics.First().Key),
            _ when pattern.StartsWith("/staff/forms/", StringComparison.Ordinal) => Fill(data.Forms.First().Key),
            _ => Fill("1"),
        };

        string Fill(string value) => System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]*\}", value);
    }
}
