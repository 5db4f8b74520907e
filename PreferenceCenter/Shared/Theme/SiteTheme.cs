using System.Globalization;
using MudBlazor;
using MudBlazor.Utilities;

namespace PreferenceCenter.Shared.Theme;

/// <summary>
/// The colours and fonts of the product. The style sheet of the public pages and the console are made from the same
/// theme.
/// </summary>
internal static class SiteTheme
{
    private static readonly MudColor White = "#ffffff";
    private static readonly MudColor Black = "#000000";

    // The same as in pages.css.
    private static readonly string[] Fonts =
    [
        "-apple-system",
        "BlinkMacSystemFont",
        "Segoe UI",
        "Roboto",
        "Noto Sans",
        "Ubuntu",
        "Lato",
        "sans-serif",
    ];

    /// <summary>The font families, as CSS.</summary>
    public static string FontFamilies { get; } = string.Join(',', Fonts);

    /// <summary>Makes the theme for a site.</summary>
    /// <param name="color">The colour of the organisation. It is shifted until its contrast is sufficient.</param>
    public static MudTheme Of(string? color)
    {
        var theme = new MudTheme
        {
            PaletteLight = new PaletteLight
            {
                Background = "#f6f5f1",
                Surface = "#ffffff",
                TextPrimary = "#1a1f1d",
                TextSecondary = "#55605b",
                LinesDefault = "#e2e0d9",
                LinesInputs = "#838b87",
                Primary = "#0b6b53",
                PrimaryContrastText = "#ffffff",
                Error = "#b3261e",
                Success = "#1d6b3a",
                Warning = "#855300",
                Info = "#0b5a8a",
                Secondary = "#55605b",
                ActionDefault = "#55605b",
                AppbarBackground = "#ffffff",
                AppbarText = "#1a1f1d",
                DrawerBackground = "#f6f5f1",
                DrawerText = "#1a1f1d",
                DrawerIcon = "#55605b",
                TableLines = "#e2e0d9",
                Divider = "#e2e0d9",
            },
            PaletteDark = new PaletteDark
            {
                Background = "#0f1312",
                Surface = "#191e1c",
                TextPrimary = "#edf0ee",
                TextSecondary = "#a7b0ab",
                LinesDefault = "#2d3431",
                LinesInputs = "#7d8883",
                Primary = "#6ad7b4",
                PrimaryContrastText = "#06231a",
                Error = "#ffb4ab",
                ErrorContrastText = "#3a0906",
                Success = "#7fd6a0",
                SuccessContrastText = "#06231a",
                Warning = "#f2c265",
                WarningContrastText = "#2a1c00",
                Info = "#8cc8f0",
                InfoContrastText = "#04202f",
                Secondary = "#a7b0ab",
                ActionDefault = "#a7b0ab",
                AppbarBackground = "#191e1c",
                AppbarText = "#edf0ee",
                DrawerBackground = "#0f1312",
                DrawerText = "#edf0ee",
                DrawerIcon = "#a7b0ab",
                TableLines = "#2d3431",
                Divider = "#2d3431",
            },
            LayoutProperties = new LayoutProperties
            {
                DefaultBorderRadius = "14px",
                DrawerWidthLeft = "15.5rem",
                DrawerWidthRight = "15.5rem",
                AppbarHeight = "3.5rem",
            },
            Typography = new Typography
            {
                Default = new DefaultTypography
                {
                    FontFamily = Fonts,
                    FontSize = "1rem",
                    LineHeight = "1.5",
                },
                Button = new ButtonTypography
                {
                    TextTransform = "none",
                    FontWeight = "600",
                    FontSize = "0.9375rem",
                },
            },
        };
        if (color is null || !MudColor.TryParse(color, CultureInfo.InvariantCulture, out var brand))
            return theme;
        Paint(theme.PaletteLight, Contrast.Readable(brand, theme.PaletteLight.Background, Black, 5));
        Paint(theme.PaletteDark, Contrast.Readable(brand, theme.PaletteDark.Surface, White, 7));
        return theme;
    }

    private static void Paint(Palette palette, MudColor brand)
    {
        palette.Primary = brand;
        palette.PrimaryContrastText =
            Contrast.Between(brand, White) >= Contrast.Between(brand, Black)
                ? White
                : MudColor.Lerp(Black, brand, 0.1f);
    }
}
