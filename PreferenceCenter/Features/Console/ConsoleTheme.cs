using System.Text;
using MudBlazor;
using MudBlazor.Utilities;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// The console's tokens: the colours of the site, and what only the console has (ground, tints, colours of charts,
/// radii). MudBlazor's palette and the variables of console.css come from here.
/// </summary>
internal static class ConsoleTheme
{
    private const double ReadableOnTint = 4.5;

    // Light, dark.
    private static readonly (string Name, string Light, string Dark)[] Own =
    [
        ("ground", "#ffffff", "#141817"),
        ("violet", "#6b3a86", "#d7b3ea"),
        ("bad-tint", "#fbe9e7", "#3b1a17"),
        ("warn-tint", "#fbf0d9", "#33270d"),
        ("good-tint", "#e6f2ea", "#17301f"),
        ("info-tint", "#e3f0f8", "#11293a"),
        ("violet-tint", "#f2eaf6", "#2e2037"),
        ("neutral-tint", "#efeee9", "#262c29"),
        ("gain", "#0b6b53", "#4fbf9b"),
        ("loss", "#c2671b", "#e39a52"),
        ("chart-2", "#2b6cb0", "#8cc8f0"),
        ("chart-3", "#a85b00", "#f2b263"),
        ("chart-4", "#7b3f98", "#d7a0dc"),
    ];

    /// <summary>The theme of MudBlazor's parts.</summary>
    public static MudTheme Of(string? color)
    {
        var theme = SiteTheme.Of(color);
        theme.PaletteLight.Background = Ground(dark: false);
        theme.PaletteDark.Background = Ground(dark: true);
        theme.PaletteLight.TableHover = Tokens(color, dark: false)["neutral-tint"];
        theme.PaletteDark.TableHover = Tokens(color, dark: true)["neutral-tint"];
        theme.LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" };
        theme.Typography.Default.FontSize = theme.Typography.Button.FontSize = "0.875rem";
        theme.Typography.Default.LetterSpacing = theme.Typography.Button.LetterSpacing = "normal";
        return theme;
    }

    /// <summary>The variables of console.css, as declarations.</summary>
    public static string Variables(string? color, bool dark) =>
        Tokens(color, dark)
            .Aggregate(
                new StringBuilder(),
                (css, token) =>
                    css.Append("--")
                        .Append(token.Key)
                        .Append(':')
                        .Append(token.Value.ToString(MudColorOutputFormats.Hex))
                        .Append(';')
            )
            .ToString();

    /// <summary>Every colour of the console by the name of its variable.</summary>
    public static IReadOnlyDictionary<string, MudColor> Tokens(string? color, bool dark)
    {
        var site = SiteTheme.Of(color);
        Palette palette = dark ? site.PaletteDark : site.PaletteLight;
        var tokens = Own.ToDictionary(t => t.Name, t => new MudColor(dark ? t.Dark : t.Light));
        foreach (
            var (name, value) in new (string, MudColor)[]
            {
                ("surface", palette.Surface),
                ("sunken", palette.Background),
                ("ink", palette.TextPrimary),
                ("soft", palette.TextSecondary),
                ("line", palette.LinesDefault),
                ("edge", palette.LinesInputs),
                ("brand", palette.Primary),
                ("over", palette.PrimaryContrastText),
                ("brand-tint", Tint(palette)),
                ("bad", palette.Error),
                ("warn", palette.Warning),
                ("good", palette.Success),
                ("info", palette.Info),
            }
        )
            tokens[name] = value;
        return tokens;
    }

    private static MudColor Ground(bool dark) => dark ? Own[0].Dark : Own[0].Light;

    // As strong as the brand's own text on it can still be read.
    private static MudColor Tint(Palette palette)
    {
        var share = 0.14f;
        MudColor tint;
        do tint = MudColor.Lerp(palette.Surface, palette.Primary, share);
        while (Contrast.Between(palette.Primary, tint) < ReadableOnTint && (share -= 0.02f) > 0);
        return tint;
    }
}
