using MudBlazor;
using MudBlazor.Utilities;

namespace PreferenceCenter.Shared.Theme;

/// <summary>The colours of the house, once: the pages' style sheet and the console are made from the same theme.</summary>
internal static class SiteTheme
{
    private static readonly MudColor White = "#ffffff";
    private static readonly MudColor Black = "#000000";

    /// <param name="color">The organisation's own colour. It is shifted until it can be read; nobody need know about contrast.</param>
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
            },
        };
        if (color is null || !MudColor.TryParse(color, out var brand)) return theme;
        Paint(theme.PaletteLight, Contrast.Readable(brand, theme.PaletteLight.Background, Black, 5));
        Paint(theme.PaletteDark, Contrast.Readable(brand, theme.PaletteDark.Surface, White, 7));
        return theme;
    }

    private static void Paint(Palette palette, MudColor brand)
    {
        palette.Primary = brand;
        palette.PrimaryContrastText =
            Contrast.Between(brand, White) >= Contrast.Between(brand, Black) ? White : MudColor.Lerp(Black, brand, 0.1f);
    }
}
