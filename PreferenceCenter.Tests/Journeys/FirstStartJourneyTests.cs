using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests the way of somebody new in the browser alone, by keys: from an empty database to a published topic, notice and
/// form, and to a first subscriber.
/// </summary>
public sealed class FirstStartJourneyTests(BrowserFixture browser) : ConsoleJourney("first-start")
{
    [Fact]
    [Trait("Requirement", "A11-12")]
    public async Task From_an_empty_database_to_a_first_subscriber_by_keys()
    {
        await using var center = await WebCenter.StartEmptyAsync([.. SettingsAt(NewUrl()), .. WebCenter.NothingSaid]);
        await FillAsync(center);
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var watch = Stopwatch.StartNew();
        var page = await OpenAsync(center, context, StaffRole.Owner);
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue" }).PressAsync("Enter");
        await page.WaitForURLAsync("**/staff/setup");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Who you are" }).WaitForAsync();
        await LookAsync(page, "empty");
        // A made-up organisation is nobody's: what is missing is said at its field.
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and continue" }).PressAsync("Enter");
        await page.Locator(".errors li").First.WaitForAsync();
        foreach (
            var (label, text) in new[]
            {
                ("Name", "Harbour"),
                ("Controller", "Harbour Ltd"),
                ("Postal address", "Harbour Ltd, 1 Quay, Cork"),
                ("Contact for privacy", "privacy@harbour.example"),
                ("Privacy notice", "https://harbour.example/privacy"),
                ("Supervisory authority", "Data Protection Commission"),
            }
        )
        {
            await page.GetByLabel(label).First.FocusAsync();
            await page.Keyboard.TypeAsync(text);
        }
        await page.Keyboard.PressAsync("Enter");
        var name = page.GetByLabel("Topic", new() { Exact = true });
        await name.WaitForAsync();
        Assert.Equal("News", await name.InputValueAsync());
        await name.FillAsync("Harbour news");
        await page.GetByText("I agree to receive Harbour news by email from Harbour Ltd.").WaitForAsync();
        await LookAsync(page, "wording");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish topic, notice and form" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your pages" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test email" }).PressAsync("Enter");
        await page.GetByText("The email was handed over.").WaitForAsync();
        await LookAsync(page, "done");
        Assert.Equal("Test email", Assert.Single(await center.MailsAsync()).Subject);

        await page.GotoAsync(new Uri(center.Address, "/subscribe").ToString());
        await page.Locator("[name=email]").FillAsync("ada@people.example");
        await page.Locator("[name=topics]").CheckAsync();
        await page.Locator("main button:not([formaction])").PressAsync("Enter");
        await page.WaitForURLAsync("**sent=1**");
        var mail = Assert.Single(await center.MailsAsync());
        await page.GotoAsync(new Uri(center.Address, Regex.Match(mail.TextBody!, @"/c/\S+").Value).ToString());
        await page.Locator("main button[value=confirm]").PressAsync("Enter");
        await page.WaitForLoadStateAsync();
        Assert.Equal("allowed", center.Gate("ada@people.example", "news"));
        TestContext.Current.SendDiagnosticMessage(
            Invariant($"From an empty database to a subscriber: {watch.Elapsed.TotalSeconds:F0} s")
        );
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(5), $"{watch.Elapsed}");
        Assert.Empty(Complaints);
    }
}
