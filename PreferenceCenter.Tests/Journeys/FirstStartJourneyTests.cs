using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests the way of somebody new in the browser alone, by keys: from the link that the first start prints to a published
/// topic, notice, form and footer, and to a real preferences page.
/// </summary>
public sealed class FirstStartJourneyTests(BrowserFixture browser) : ConsoleJourney("first-start")
{
    private const string Address = "mara@harbour.example",
        Password = "seven grey herons fly";

    // Of what somebody new does; looking at the pages is left out.
    private readonly Stopwatch watch = new();

    [Fact]
    [Trait("Requirement", "A11-12")]
    public async Task From_the_printed_link_to_a_real_preferences_page_by_keys()
    {
        var (url, directory) = (NewUrl(), Directory.CreateTempSubdirectory("preference-center-").FullName);
        await using var program = await ServingProcess.StartAtAsync(
            new Uri(url),
            directory,
            Cancel,
            [.. SettingsAt(url), "Demo:Seed=false", .. WebCenter.NothingSaid]
        );
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Complaints.Add(error);
        watch.Start();
        await page.GotoAsync(await PrintedAsync(program));
        await TypeAsync(page, ("[name=email]", Address), ("[name=password]", Password));
        await page.WaitForURLAsync("**/staff/sign-in?done=password");
        await TypeAsync(page, ("[name=email]", Address), ("[name=password]", Password));
        await page.WaitForURLAsync("**/staff/setup", new() { WaitUntil = WaitUntilState.Commit });
        await OpenedAsync(page);
        await MissingAtHomeAsync(page, url);
        await SayWhoAsync(page);
        await PublishAsync(page);
        await FooterAsync(page);
        await TestEmailAsync(page);
        await SignUpAsync(page);
        TestContext.Current.SendDiagnosticMessage(
            Invariant($"From the printed link to a preferences page: {watch.Elapsed.TotalSeconds:F1} s")
        );
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(5), $"{watch.Elapsed}");
        Assert.Empty(Complaints);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> PrintedAsync(ServingProcess program)
    {
        for (; ; await Task.Delay(20, Cancel))
            if (Regex.Match(program.Output, @"once, within three days, at (\S+)\s") is { Success: true } found)
                return found.Groups[1].Value;
    }

    // Types into each field and sends the form, as somebody does who uses no mouse.
    private static async Task TypeAsync(IPage page, params (string Field, string Text)[] typed)
    {
        foreach (var (field, text) in typed)
        {
            await page.Locator(field).First.FocusAsync();
            await page.Keyboard.TypeAsync(text);
        }
        await page.Keyboard.PressAsync("Enter");
    }

    // Home says what is missing, and leads back.
    private static async Task MissingAtHomeAsync(IPage page, string url)
    {
        await page.GotoAsync(url + "/staff");
        await OpenedAsync(page);
        Assert.Equal(3, await page.Locator(".waiting li").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue" }).First.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Who you are" }).WaitForAsync();
    }

    private async Task SayWhoAsync(IPage page)
    {
        Assert.Equal("", await page.GetByLabel("Name").First.InputValueAsync());
        Assert.Equal(0, await page.GetByText("Default of the product").CountAsync());
        await SeeAsync(page, "empty");
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
    }

    private async Task PublishAsync(IPage page)
    {
        var name = page.GetByLabel("Topic", new() { Exact = true });
        await name.WaitForAsync();
        Assert.Equal("News", await name.InputValueAsync());
        await name.FillAsync("Harbour news");
        await page.GetByText("I agree to receive Harbour news by email from Harbour Ltd.").WaitForAsync();
        await SeeAsync(page, "wording");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish topic, notice and form" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your pages" }).WaitForAsync();
    }

    private static async Task FooterAsync(IPage page)
    {
        var footer = await OpenedByAsync(page, "Open the footer");
        await footer.GetByRole(AriaRole.Heading, new() { Name = "Harbour news" }).First.WaitForAsync();
        Assert.Contains("{{", await footer.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await footer.CloseAsync();
    }

    private async Task TestEmailAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test email" }).PressAsync("Enter");
        await page.GetByText("The email was handed over.").WaitForAsync();
        await SeeAsync(page, "done");
        var emails = await OpenedByAsync(page, "Read emails in the browser");
        await emails.GetByRole(AriaRole.Link, new() { Name = "Test email" }).WaitForAsync();
        await emails.CloseAsync();
    }

    private static async Task SignUpAsync(IPage page)
    {
        var form = await OpenedByAsync(page, "Open the sign-up form");
        await form.Locator("[name=topics]").First.FocusAsync();
        await form.Keyboard.PressAsync("Space");
        await TypeAsync(form, ("[name=email]", "ada@people.example"));
        await form.WaitForURLAsync("**sent=1**");
        await form.GotoAsync(new Uri(new Uri(form.Url), "/dev/mail").ToString());
        var asked = form.Locator(".list li", new() { HasText = "ada@people.example" }).First.Locator("a");
        while (await asked.CountAsync() == 0)
            await form.ReloadAsync();
        await asked.PressAsync("Enter");
        var link = await form.FrameLocator("iframe").Locator("a[href*='/c/']").First.GetAttributeAsync("href");
        await form.GotoAsync(link!);
        await form.Locator("main button[value=confirm]").PressAsync("Enter");
        await form.Locator("main button[value=choices]").PressAsync("Enter");
        await form.GetByRole(AriaRole.Heading, new() { Name = "Email preferences" }).WaitForAsync();
        Assert.True(await form.GetByLabel("Harbour news").First.IsCheckedAsync());
    }

    private static async Task<IPage> OpenedByAsync(IPage page, string link) =>
        await page.RunAndWaitForPopupAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = link }).PressAsync("Enter")
        );

    private async Task SeeAsync(IPage page, string what)
    {
        watch.Stop();
        await LookAsync(page, what);
        watch.Start();
    }
}
