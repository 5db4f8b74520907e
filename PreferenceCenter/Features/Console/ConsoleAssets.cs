using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Files that only the interactive pages load, served from our own assembly. Each has a name derived from its content
/// and is well compressed, however the program was built. (Served as a static web asset, the style sheet of MudBlazor
/// was 627 kB on the wire.)
/// </summary>
internal sealed partial class ConsoleAssets(IServiceProvider center, PageContexts pages)
{
    private sealed record Painted(string? Color, LazyAsset Asset);

    private volatile Painted? theme;
    private const string Css = "text/css; charset=utf-8",
        Js = "text/javascript; charset=utf-8";

    // Independent of the site, so they are compressed once per process.
    private static readonly LazyAsset Mud = new(
        "mud",
        "css",
        Css,
        () => ComponentStyle.Cut(StyleSheet.Read("mud.css"))
    );
    private static readonly LazyAsset MudJs = new("mud", "js", Js, () => StyleSheet.Read("mud.js"));
    private static readonly LazyAsset BlazorJs = new("blazor", "js", Js, () => StyleSheet.Read("blazor.js"));
    private static readonly LazyAsset ConsoleJs = new("console", "js", Js, () => StyleSheet.Read("console.js"));

    public LazyAsset MudStyle { get; } = Mud;
    public LazyAsset MudScript { get; } = MudJs;
    public LazyAsset Blazor { get; } = BlazorJs;
    public LazyAsset Script { get; } = ConsoleJs;

    /// <summary>In the site's colour of now.</summary>
    public LazyAsset Theme
    {
        get
        {
            var (now, color) = (theme, pages.Site.Color);
            return now is not null && now.Color == color ? now.Asset : Remake(color);
        }
    }

    private LazyAsset Remake(string? color)
    {
        var asset = new LazyAsset(
            "console",
            "css",
            Css,
            () =>
                BuildTheme(center, color)
                + string.Concat(
                    new[] { "console.css", "topics.css", "notices.css", "templates.css" }.Select(StyleSheet.Build)
                ),
            color ?? ""
        );
        theme = new Painted(color, asset);
        return asset;
    }

    // MudBlazor writes its colours into the page and chooses light or dark by script: that flashes, and needs style
    // elements. So the colours are a file here, and the browser chooses, unless the user did.
    private static string BuildTheme(IServiceProvider center, string? color)
    {
        using var scope = center.CreateScope();
        var theme = ConsoleTheme.Of(color);
        string Colours(string root, bool dark) =>
            Rendered(scope.ServiceProvider, theme, dark).Replace(":root", root, StringComparison.Ordinal)
            + $"{root}{{{ConsoleTheme.Variables(color, dark)}}}";
        return $":root{{color-scheme:light dark}}{Colours(":root", false)}"
            + $"@media(prefers-color-scheme:dark){{{Colours(":root:not([data-theme=light])", true)}}}"
            + $"{Colours(":root[data-theme=dark]", true)}[data-theme=dark]{{color-scheme:dark}}[data-theme=light]{{color-scheme:light}}";
    }

    private static string Rendered(IServiceProvider services, MudTheme theme, bool dark)
    {
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = renderer
            .Dispatcher.InvokeAsync(async () =>
                (
                    await renderer.RenderComponentAsync<MudThemeProvider>(
                        ParameterView.FromDictionary(
                            new Dictionary<string, object?>
                            {
                                [nameof(MudThemeProvider.Theme)] = theme,
                                [nameof(MudThemeProvider.IsDarkMode)] = dark,
                                [nameof(MudThemeProvider.ObserveSystemDarkModeChange)] = false,
                            }
                        )
                    )
                ).ToHtmlString()
            )
            .GetAwaiter()
            .GetResult();
        return string.Concat(StyleElement().Matches(html).Select(m => m.Groups[1].Value));
    }

    [GeneratedRegex("<style[^>]*>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();
}
