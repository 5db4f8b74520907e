using System.Text;
using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Templates;
using PreferenceCenter.Tests.Browser;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests the template check in a real browser: a message is pasted, its faults are mended, and it is kept.</summary>
public sealed class TemplatesJourneyTests(BrowserFixture browser) : ConsoleJourney("templates")
{
    private const string Page =
        "<!doctype html><html lang=\"en\"><head><title>Autumn</title><style>h1{color:#0b6b53}@media (max-width:480px){.wide{display:none}}</style></head><body bgcolor=\"#f6f5f1\">"
        + "<table width=\"600\" align=\"center\" bgcolor=\"#ffffff\" cellpadding=\"24\"><tr><td style=\"font-family:Arial;color:#1a1f1d\">"
        + "<h1>20% off all garden tools</h1><p>Hello {{ name }}, the garden rests, your tools need not: sharpen, oil and store them now.</p>"
        + "<p class=\"wide\">Pruning shears and oak wheelbarrows at a lower price, until Sunday.</p>"
        + "<img src=\"https://shop.example/shears.png\" width=\"240\" height=\"80\"><img src=\"/staff\" alt=\"x\">"
        + "<p>You receive this because you subscribed. <a href=\"{{ unsubscribe }}\" style=\"STYLE\">Unsubscribe</a> <a href=\"{{ preferences }}\">Email preferences</a></p>"
        + "<p>ADDRESS</p></td></tr></table></body></html>";

    [Fact]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    public async Task A_marketer_pastes_a_message_mends_it_and_sees_that_it_is_sound()
    {
        await using var center = await CenterAsync();
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(center, context, StaffRole.Marketing);
        await page.Locator(".place[href='/staff/templates']").ClickAsync();
        await page.WaitForURLAsync("**/staff/templates");
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
        await page.GetByText("Paste a message, or choose a file.").First.WaitForAsync();

        await CheckAsync(page, Page.Replace("STYLE", "color:#aab0ad", StringComparison.Ordinal));
        await page.Locator(".tag.no").WaitForAsync();
        var letter = page.FrameLocator("#look-letter");
        await letter.Locator("h1").WaitForAsync();
        // The number stands at the link, which keeps its looks.
        var (mark, link) = (page.Locator(".under .mark.error:visible").First, letter.GetByText("Unsubscribe"));
        await mark.WaitForAsync();
        var (at, of) = ((await mark.BoundingBoxAsync())!, (await link.BoundingBoxAsync())!);
        Assert.InRange(at.Y + 12 - (of.Y + of.Height / 2), -6, 6);
        Assert.Equal("rgb(170, 176, 173)", await link.EvaluateAsync<string>("e => getComputedStyle(e).color"));
        await LookAsync(page, "broken");

        // By keys: the second finding opens, the first one closes.
        await page.Locator("#verdict").FocusAsync();
        var second = page.Locator(".found li > button").Nth(1);
        await second.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".found li:nth-child(2) .mend, .found ul ~ ul .mend").First.WaitForAsync();
        Assert.Equal(1, await page.Locator(".mend").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Phone" }).ClickAsync();
        await letter.Locator(".wide").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.SetViewportSizeAsync(320, 844);
        Assert.Equal(0, await page.Overflow());
        await page.SetViewportSizeAsync(1280, 844);

        // Mended, and longer than one message of the circuit.
        var mended = Page.Replace("STYLE", "color:#55605b", StringComparison.Ordinal)
            .Replace("ADDRESS", center.Get<Site>().PostalAddress, StringComparison.Ordinal)
            .Replace("height=\"80\"", "height=\"80\" alt=\"Shears\"", StringComparison.Ordinal)
            .Replace("</body>", $"<!-- {new string('x', 100_000)} --></body>", StringComparison.Ordinal);
        await CheckAsync(page, mended);
        await page.Locator(".checked .tag.info").WaitForAsync();
        // Larger than what is taken: refused in words, and the page goes on.
        await CheckAsync(page, new string('x', TemplatesService.MostBytes + 1));
        await page.GetByText("at most 2 MB are taken").First.WaitForAsync();
        // Any bytes from a file are a message.
        await page.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "x.eml",
                    MimeType = "message/rfc822",
                    Buffer = [.. "From: =?x?\n\n\0"u8, 0xFF, 0xFE, .. Encoding.Latin1.GetBytes("\u00e9<a href=")],
                }
            );
        Assert.Equal("", await page.Locator("textarea").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
        await page.Locator(".checked > p", new() { HasText = "Built" }).WaitForAsync();
        await page.Locator(".tag.no").WaitForAsync();
        // Kept: it has a page of its own, and stands in the list.
        await page.Locator("textarea").FillAsync(mended);
        await page.GetByLabel("Keep it as (optional)").FillAsync("autumn");
        await page.Locator("form button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync("**/staff/templates/kept/autumn");
        // A source: nothing wrong was found, and what it cannot show is not called sound.
        await page.Locator(".head .tag.info", new() { HasText = "rules unchecked" }).WaitForAsync();
        await page.FrameLocator("#look-letter").Locator("h1").WaitForAsync();
        await LookAsync(page, "kept");
        await page.Locator(".place[href='/staff/templates']").ClickAsync();
        await page.Locator(".rows a[href$='/autumn']").WaitForAsync();
        await LookAsync(page, "list");
        Assert.DoesNotContain(
            asked,
            url =>
                !url.StartsWith(center.Address.ToString(), StringComparison.Ordinal)
                || url.EndsWith("/staff", StringComparison.Ordinal)
        );
        Assert.Empty(Complaints);
    }

    private static async Task CheckAsync(IPage page, string text)
    {
        await page.Locator("textarea").FillAsync(text);
        await page.Locator("form button[type=submit]").First.ClickAsync();
    }
}
