using System.Text;
using Microsoft.Playwright;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Features.Wording;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests in a real browser that a file goes out, comes in translated, is looked at, published and taken back.</summary>
public sealed class TranslationsJourneyTests(BrowserFixture browser) : ConsoleJourney("translations")
{
    [Fact]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    public async Task A_marketer_gives_a_translated_file_sees_what_it_changes_publishes_it_and_takes_it_back()
    {
        await using var center = await CenterAsync();
        await center.ApplyTopicsAsync(WebCenter.Topics);
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(center, context, StaffRole.Marketing);
        await page.Locator(".place[href='/staff/translations']").ClickAsync();
        await page.WaitForURLAsync("**/staff/translations");
        var show = page.GetByRole(AriaRole.Button, new() { Name = "Show what it changes" });
        await show.ClickAsync();
        await page.GetByText("Choose a file.").First.WaitForAsync();
        // One with faults is refused with each of them.
        await GiveAsync(page, $"<!DOCTYPE x [<!ENTITY a \"aa\">]><x>&a;</x>");
        await page.GetByText("nothing of it was kept").First.WaitForAsync();

        var address = page.Url;
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.Locator("a[href='/staff/translations.xlf?to=fr']").ClickAsync()
        );
        Assert.Equal(("texts-fr.xlf", address), (download.SuggestedFilename, page.Url));
        var file = new Xliff(Encoding.UTF8.GetString(center.Get<TranslationFiles>().Export("fr")!));
        await GiveAsync(page, $"{file.TranslateAll()}");
        await page.WaitForURLAsync("**/staff/translations/fr");
        await page.Locator("ins", new() { HasText = "Fr. " }).First.WaitForAsync();
        await LookAsync(page, "plan");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish…" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true })
            .ClickAsync();
        await page.GetByText("No file of this language waits").WaitForAsync();
        var texts = center.Get<CatalogueCache>().Refresh().ByKey["news"].Texts;
        Assert.StartsWith("Fr. ", texts["fr"].Name, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByText("as before").WaitForAsync();
        Assert.False(center.Get<CatalogueCache>().Refresh().ByKey["news"].Texts.ContainsKey("fr"));
        if (Pictures is not null)
        {
            await GoAsync(page, center, "/staff/translations?language=ar");
            await LookAsync(page, "list-ar");
        }
        Assert.Empty(Complaints);
    }

    private static async Task GiveAsync(IPage page, string text)
    {
        await page.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "french.xlf",
                    MimeType = "application/xliff+xml",
                    Buffer = Encoding.UTF8.GetBytes(text),
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what it changes" }).ClickAsync();
    }
}
