using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Base class of the browser tests of the console: a centre with staff, a signed-in user, and checks of each page. With
/// PICTURES set to a folder, screenshots are written there.
/// </summary>
public abstract class ConsoleJourney(string name)
{
    private static readonly (int Width, ColorScheme Scheme)[] Screens =
    [
        (390, ColorScheme.Dark),
        (1280, ColorScheme.Light),
    ];

    protected static string? Pictures { get; } =
        Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder ? folder : null;

    /// <summary>Faults found on the way; each test ends with none.</summary>
    protected List<string> Complaints { get; } = [];

    /// <summary>Starts a centre in Development on an address of its own, with one account for each role.</summary>
    internal static Task<WebCenter> CenterAsync() =>
        WebCenter.StartFilledAsync("staff", FillAsync, SettingsAt(NewUrl()));

    /// <summary>An address of its own, with a name that browsers trust without a certificate.</summary>
    internal static string NewUrl() => $"http://localhost:{ServingProcess.FreePort()}";

    internal static string[] SettingsAt(string url) =>
        [$"Urls={url}", $"Site:PublicUrl={url}", "environment=Development"];

    /// <summary>Makes one account for each role.</summary>
    internal static async Task FillAsync(WebCenter center)
    {
        foreach (var role in StaffRoles.All)
            await center
                .Get<StaffOnboarding>()
                .PutAsync(EmailAddress.TryParse(StaffCenter.AddressOf(role))!, role, StaffCenter.Hash);
    }

    /// <summary>Opens the dialog of an action of a request; what is rare is under "More".</summary>
    private protected static async Task<ILocator> ActAsync(IPage page, string name)
    {
        await page.Locator(".head.stays .acts button").First.WaitForAsync();
        var rare = page.Locator("#more button", new() { HasText = name });
        if (await rare.CountAsync() > 0)
        {
            await page.Locator(".head [popovertarget=more]").First.ClickAsync();
            await rare.ClickAsync();
        }
        else
            await page.Locator(".head .acts > button", new() { HasText = name }).ClickAsync();
        var dialog = page.Locator(".mud-dialog");
        await dialog.Locator("button[type=submit]:not(:disabled)").WaitForAsync();
        return dialog;
    }

    private protected Task<IPage> OpenAsync(WebCenter center, IBrowserContext context, StaffRole role) =>
        OpenAsync(center.Address, context, role);

    private protected async Task<IPage> OpenAsync(Uri center, IBrowserContext context, StaffRole role)
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
        await page.GotoAsync(new Uri(center, "/staff/sign-in").ToString());
        await page.Locator("[name=email]").FillAsync(StaffCenter.AddressOf(role));
        await page.Locator("[name=password]").FillAsync(StaffCenter.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        // Whether it has loaded is asked of the page itself: the browser's own event is missed now and then.
        await page.WaitForURLAsync("**/staff", new() { WaitUntil = WaitUntilState.Commit });
        await OpenedAsync(page);
        return page;
    }

    private protected static async Task GoAsync(IPage page, WebCenter center, string path)
    {
        await page.GotoAsync(new Uri(center.Address, path).ToString());
        await OpenedAsync(page);
    }

    // The page is rendered at once, but reacts only once its circuit is connected.
    protected static Task OpenedAsync(IPage page) => page.Locator("html[data-open]").WaitForAsync();

    protected async Task LookAsync(IPage page, string what)
    {
        // The address changes before the page does: until both are of one page, the way past the navigation leads away.
        await page.WaitForFunctionAsync(
            "() => { const skip = document.querySelector('.skip'); return !skip || skip.pathname + skip.search === location.pathname + location.search; }"
        );
        foreach (var (width, scheme) in Screens)
        {
            await page.SetViewportSizeAsync(width, 844);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            // On narrow screens the navigation drawer closes first.
            await page.WaitForFunctionAsync(
                "() => document.getAnimations().every(a => a.playState !== 'running') && (innerWidth >= 960 || !document.querySelector(':popover-open'))"
            );
            if (await page.Overflow() > 0)
                Complaints.Add($"{what} at {width} can be scrolled sideways");
            Complaints.AddRange((await page.SmallTargets()).Select(t => $"{what} at {width}: {t} is small"));
            Complaints.AddRange((await page.AxeViolations()).Select(v => $"{what} at {width} {scheme}: {v}"));
            if (Pictures is not null)
                await page.ScreenshotAsync(
                    new()
                    {
                        Path = Path.Combine(Pictures, $"{name}-{what}-{width}-{scheme}.png".ToLowerInvariant()),
                        FullPage = true,
                    }
                );
        }
        await page.SetViewportSizeAsync(1280, 844);
    }
}
