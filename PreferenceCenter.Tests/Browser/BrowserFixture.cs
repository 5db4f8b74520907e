using Microsoft.Playwright;
using PreferenceCenter.Tests.Browser;
using Xunit;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace PreferenceCenter.Tests.Browser;

/// <summary>
/// Chromium of the whole test run, started by the first test that needs it. Each test gets a browser context of its
/// own.
/// </summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    // The shell without a window renders and runs pages as the browser does, and starts and ends them in half the time.
    private static readonly string[] Names =
    [
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
    ];

    // A window without an address bar never shows the address bar's drop-down, and loading it takes longer than most
    // pages here. A spare renderer would be started for every page and end unused.
    private static readonly string[] Unused =
    [
        "WebUIOmniboxPopup",
        "WebUIOmniboxAimPopup",
        "SpareRendererForSitePerProcess",
    ];

    // Chromium uses only the last switch of a name, so the features that Playwright turns off are repeated here.
    private static readonly string[] OffInPlaywright =
    [
        "AvoidUnnecessaryBeforeUnloadCheckSync",
        "DestroyProfileOnBrowserClose",
        "DialMediaRouteProvider",
        "GlobalMediaControls",
        "HttpsUpgrades",
        "LensOverlay",
        "MediaRouter",
        "PaintHolding",
        "ThirdPartyStoragePartitioning",
        "BlockOriginHeaderModificationOnRedirect",
        "AvoidCorsURLLoaderRestartOnRedirect",
        "Translate",
        "AutoDeElevate",
        "OptimizationHints",
        "NetworkTimeServiceQuerying",
        "AimEnabled",
    ];
    private readonly SemaphoreSlim gate = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Creates a new context, or skips the test with the reason.</summary>
    public async Task<IBrowserContext> NewContext(BrowserNewContextOptions? options = null)
    {
        var browser = await Start();
        return await browser.NewContextAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (this.browser is not null)
            await this.browser.DisposeAsync();
        playwright?.Dispose();
        gate.Dispose();
    }

    private async Task<IBrowser> Start()
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (this.browser is not null)
                return this.browser;
            var path = Found();
            Assert.SkipWhen(path is null, "no chromium on PATH");
            playwright ??= await Playwright.CreateAsync();
            return this.browser = await playwright.Chromium.LaunchAsync(
                new()
                {
                    ExecutablePath = path,
                    Headless = true,
                    Args =
                    [
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-features=" + string.Join(',', OffInPlaywright.Concat(Unused)),
                    ],
                }
            );
        }
        finally
        {
            gate.Release();
        }
    }

    private static string? Found() =>
        Names
            .SelectMany(name =>
                (Environment.GetEnvironmentVariable("PATH") ?? "")
                    .Split(Path.PathSeparator)
                    .Select(folder => Path.Combine(folder, name))
            )
            .FirstOrDefault(File.Exists);
}
