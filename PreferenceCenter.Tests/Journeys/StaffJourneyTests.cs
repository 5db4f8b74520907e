using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests an owner's first day in a real browser: password, authenticator app, recovery codes, passkey, an invitation,
/// sign-out. With PICTURES set to a folder, screenshots are written there.
/// </summary>
public sealed class StaffJourneyTests(BrowserFixture browser)
{
    private const string Owner = "owner@people.example";
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder
        ? folder
        : null;
    private static readonly (int Width, ColorScheme Scheme)[] Screens =
    [
        (390, ColorScheme.Light),
        (390, ColorScheme.Dark),
        (1280, ColorScheme.Light),
        (1280, ColorScheme.Dark),
    ];
    private readonly List<string> complaints = [];

    [Fact]
    [Trait("Requirement", "SEC-18")]
    [Trait("Requirement", "A11-04")]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    public async Task From_the_first_password_to_a_passkey_that_needs_none()
    {
        await using var center = await StartAsync();
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 400", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
        await AddAuthenticatorAsync(context, page);
        string At(string path) => new Uri(center.Address, path).ToString();

        await page.GotoAsync(At("/staff/accounts"));
        await LookAsync(page, "sign-in");
        await SignInAsync(page, "not the password");
        await LookAsync(page, "sign-in-wrong");
        await SignInAsync(page, StaffCenter.Password);
        Assert.EndsWith("/staff/accounts", page.Url);

        await page.GotoAsync(At("/staff/account"));
        await LookAsync(page, "account-bare");
        await page.GetByRole(AriaRole.Link, new() { Name = "Set up an app" }).ClickAsync();
        await LookAsync(page, "app");
        var secret = StaffCenter.FromBase32(await page.Locator("dd code").InnerTextAsync());
        // Pasted, as from a password manager.
        await page.Locator("[name=code]").FillAsync(Totp.CodeAt(center.Now, secret));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        await LookAsync(page, "recovery-codes");
        await TakeCodesAsync(context, page);
        await page.GetByRole(AriaRole.Link, new() { Name = "I’ve saved my codes" }).ClickAsync();

        await page.Locator("[name=name]").FillAsync("My laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await page.GetByText("The passkey has been added").WaitForAsync();
        Assert.Contains("My laptop", await page.Locator("ul.keys").InnerTextAsync(), StringComparison.Ordinal);
        await LookAsync(page, "account");

        await page.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Team", Exact = true }).ClickAsync();
        await page.Locator("[name=email]").FillAsync("bo@people.example");
        await page.Locator("[name=role][value=auditor]").CheckAsync(new() { Force = true });
        await page.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();
        await LookAsync(page, "accounts");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change bo@people.example" }).ClickAsync();
        await LookAsync(page, "account-of-another");
        await page.GotoAsync(At("/staff"));
        // Nothing of the page can be used, or is looked at, before its circuit is open.
        await page.Locator("html[data-open]").WaitForAsync();
        await LookAsync(page, "home");

        await SignOutAsync(page);
        await SignInAsync(page, StaffCenter.Password);
        await LookAsync(page, "code");
        center.Clock.Advance(TimeSpan.FromSeconds(30));
        await page.Locator("[name=code]").FillAsync(Totp.CodeAt(center.Now, secret));
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        // The page before has such a button too: a press while the next one comes would be lost.
        await page.Locator("html[data-open]").WaitForAsync();
        await SignOutAsync(page);

        var question = await page.Locator("[data-passkey] [name=state]").InputValueAsync();
        var answer = await page.RunAndWaitForRequestAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync(),
            r => r.Url.EndsWith("/passkey", StringComparison.Ordinal)
        );
        await page.Locator("html[data-open]").WaitForAsync();
        Assert.EndsWith("/staff", page.Url);

        // The same answer, sent again by an attacker who read it.
        await SignOutAsync(page);
        var fields = System.Web.HttpUtility.ParseQueryString(answer.PostData!);
        Assert.Equal(question, fields["state"]);
        await page.EvaluateAsync(
            "f => { const form = document.querySelector('[data-passkey]'); form.elements.state.value = f[0]; form.elements.credential.value = f[1]; form.submit() }",
            new[] { fields["state"], fields["credential"] }
        );
        await page.Locator(".bad:visible").GetByText("The passkey did not work").WaitForAsync();
        await page.GotoAsync(At("/staff"));
        Assert.Contains("/staff/sign-in", page.Url);
        Assert.Empty(complaints);
        Assert.Equal(
            [StaffAct.SecondFactorSetUp, StaffAct.PasskeyAdded, StaffAct.Invited, StaffAct.SignedIn, StaffAct.SignedIn],
            UserActions(center).TakeLast(5)
        );
    }

    [Fact]
    [Trait("Requirement", "A11-13")]
    [Trait("Requirement", "A11-10")]
    public async Task Its_pages_hold_in_every_language_on_a_small_screen_and_without_script()
    {
        await using var center = await StartAsync();
        await using var context = await browser.NewContext(
            new()
            {
                JavaScriptEnabled = false,
                ViewportSize = new() { Width = 320, Height = 640 },
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(center.Address, "/staff/sign-in").ToString());
        Assert.False(await page.Locator("[data-passkey]").IsVisibleAsync());
        await SignInAsync(page, StaffCenter.Password);
        foreach (var language in DemoCenter.LanguagesInBrowser)
        foreach (
            var path in new[]
            {
                "/staff",
                "/staff/account",
                "/staff/account/app",
                "/staff/accounts",
                "/staff/accounts/" + center.Get<StaffAccounts>().List()[0].Id,
            }
        )
        {
            await page.GotoAsync(new Uri(center.Address, $"{path}?language={language}").ToString());
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            if (await page.Overflow() > 0)
                complaints.Add($"{path} in {language} can be scrolled sideways");
            complaints.AddRange((await page.SmallTargets()).Select(t => $"{path} in {language}: {t} is small"));
            complaints.AddRange((await page.CutText()).Select(t => $"{path} in {language}: {t} is cut"));
            if (Pictures is not null && language is "ar" or "de")
                await page.ScreenshotAsync(
                    new()
                    {
                        Path = Path.Combine(
                            Pictures!,
                            $"staff-{path.Trim('/').Replace('/', '-')[..Math.Min(path.Length - 1, 18)]}-320-{language}.png"
                        ),
                        FullPage = true,
                    }
                );
        }
        Assert.Empty(complaints);
    }

    // A passkey is bound to the page's host name: a browser trusts localhost, and no other name without a certificate.
    private static async Task<WebCenter> StartAsync()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        var center = await WebCenter.StartAsync([$"Urls={url}", $"Site:PublicUrl={url}", "environment=Development"]);
        await center.Get<StaffOnboarding>().PutAsync(EmailAddress.TryParse(Owner)!, StaffRole.Owner, StaffCenter.Hash);
        return center;
    }

    // Copied, and as a file: the browser asks the server for neither.
    private static async Task TakeCodesAsync(IBrowserContext context, IPage page)
    {
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var codes = await page.Locator(".codes li").AllInnerTextsAsync();
        Assert.Equal(10, codes.Count);
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await page.GetByText("Copied.").WaitForAsync();
        Assert.Equal(codes, (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Split('\n'));
        var file = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync()
        );
        Assert.Equal("recovery-codes-localhost.txt", file.SuggestedFilename);
        var text = await File.ReadAllTextAsync(await file.PathAsync());
        Assert.Contains($"Account: {Owner}\n", text, StringComparison.Ordinal);
        Assert.All(codes, code => Assert.Contains(code + '\n', text, StringComparison.Ordinal));
        Assert.DoesNotContain(asked, url => url.StartsWith("http", StringComparison.Ordinal));
    }

    // WebAuthn's virtual authenticator (W3C WebAuthn §11) with a user who is present and consents.
    private static async Task AddAuthenticatorAsync(IBrowserContext context, IPage page)
    {
        var devtools = await context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = JsonSerializer.SerializeToElement(
                    new
                    {
                        protocol = "ctap2",
                        transport = "internal",
                        hasResidentKey = true,
                        hasUserVerification = true,
                        isUserVerified = true,
                        automaticPresenceSimulation = true,
                    }
                ),
            }
        );
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.Locator("html[data-open]").WaitForAsync();
        await page.Locator(".me").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
    }

    private static async Task SignInAsync(IPage page, string password)
    {
        await page.Locator("[name=email]").FillAsync(Owner);
        await page.Locator("[name=password]").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private async Task LookAsync(IPage page, string name)
    {
        foreach (var (width, scheme) in Screens)
        {
            await page.SetViewportSizeAsync(width, 844);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            if (await page.Overflow() > 0)
                complaints.Add($"{name} at {width} can be scrolled sideways");
            complaints.AddRange((await page.SmallTargets()).Select(t => $"{name} at {width}: {t} is small"));
            // Its rules are about width or about colours: each width and each scheme once.
            if (width == 390 == (scheme == ColorScheme.Dark))
                complaints.AddRange((await page.AxeViolations()).Select(v => $"{name} at {width} {scheme}: {v}"));
            if (Pictures is not null)
                await page.ScreenshotAsync(
                    new()
                    {
                        Path = Path.Combine(Pictures, $"staff-{name}-{width}-{scheme}.png".ToLowerInvariant()),
                        FullPage = true,
                    }
                );
        }
        await page.SetViewportSizeAsync(390, 844);
    }

    private static IEnumerable<StaffAct> UserActions(WebCenter center)
    {
        using var raw = center.Stored.Raw();
        return
        [
            .. raw.Rows(
                    $"""SELECT "Value" FROM "LedgerEvents" WHERE "Kind" = {(int)EventKind.StaffAccountChanged} ORDER BY "Position" """
                )
                .Select(r => (StaffAct)Convert.ToByte(r[0], null)),
        ];
    }
}
