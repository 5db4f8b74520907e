using System.Net;
using System.Net.Sockets;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Demo;
using PreferenceCenter.Features.Staff;
using PreferenceCenter.Ledger.Staff;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>The console's open pages in a real browser. With PICTURES set to a folder they are drawn there.</summary>
public sealed class ConsoleJourneyTests(BrowserFixture browser) : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("preference-center-");
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder ? folder : null;
    private static readonly (int Width, ColorScheme Scheme)[] Screens = [(390, ColorScheme.Light), (390, ColorScheme.Dark), (1280, ColorScheme.Light), (1280, ColorScheme.Dark)];
    private readonly List<string> complaints = [];

    [Fact]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-12")]
    [Trait("Requirement", "SEC-09")]
    public async Task An_owner_walks_every_page()
    {
        await using var center = await StartAsync();
        await using var context = await browser.NewContext(new() { ViewportSize = new() { Width = 1280, Height = 844 } });
        var page = await OpenAsync(center, context, StaffRole.Owner);
        var places = await page.Locator(".place").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href')).filter(path => !path.startsWith('/staff/account'))");
        Assert.Contains("/staff", places);
        foreach (var path in places)
        {
            await page.Locator($".place[href='{path}']").ClickAsync();
            await page.WaitForURLAsync($"**{path}");
            await page.Locator("h1").WaitForAsync();
            await LookAsync(page, path.Trim('/').Replace('/', '-'));
        }
        Assert.Empty(complaints);
    }

    private async Task<WebCenter> StartAsync()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        Directory.CreateDirectory(Path.Combine(home.FullName, "data"));
        var center = await WebCenter.StartAsync([$"Urls={url}", $"Site:PublicUrl={url}", "environment=Development"], directory: home.FullName);
        await center.Get<DemoSeed>().SeedAsync(30, null, TestContext.Current.CancellationToken);
        foreach (var role in StaffRoles.All) await center.Get<StaffEntrance>().PutAsync(EmailAddress.TryParse(StaffCenter.AddressOf(role))!, role, StaffPasswords.Hash(StaffCenter.Password));
        return center;
    }

    private async Task<IPage> OpenAsync(WebCenter center, IBrowserContext context, StaffRole role)
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(new Uri(center.Address, "/staff/sign-in").ToString());
        await page.Locator("[name=email]").FillAsync(StaffCenter.AddressOf(role));
        await page.Locator("[name=password]").FillAsync(StaffCenter.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/staff");
        await OpenedAsync(page);
        return page;
    }

    // Drawn at once, it answers when its circuit stands.
    private static Task OpenedAsync(IPage page) => page.Locator("html[data-open]").WaitForAsync();

    public void Dispose() => home.Delete(recursive: true);

    private async Task LookAsync(IPage page, string name)
    {
        foreach (var (width, scheme) in Screens)
        {
            await page.SetViewportSizeAsync(width, 844);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            if (await page.Overflow() > 0) complaints.Add($"{name} at {width} can be scrolled sideways");
            complaints.AddRange((await page.SmallTargets()).Select(t => $"{name} at {width}: {t} is small"));
            complaints.AddRange((await page.RunAxe()).Violations.Select(v => $"{name} at {width} {scheme}: {v.Id} {string.Join(' ', v.Nodes.Select(n => n.Html))}"));
            if (Pictures is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"console-{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
        }
        await page.SetViewportSizeAsync(1280, 844);
    }
}
