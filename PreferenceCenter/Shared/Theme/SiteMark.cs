using System.Globalization;
using System.Text.Encodings.Web;
using MudBlazor;
using MudBlazor.Utilities;

namespace PreferenceCenter.Shared.Theme;

/// <summary>Draws the icon of a site that has no logo: the first letter of its name on its colour.</summary>
internal static class SiteMark
{
    public static string Build(MudTheme theme, string name)
    {
        var letter = name.Length == 0 ? "·" : StringInfo.GetNextTextElement(name).ToUpperInvariant();
        var palette = theme.PaletteLight;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="{Hex(
                MudColor.Lerp(palette.Primary, "#ffffff", 0.14f)
            )}"/><stop offset="1" stop-color="{Hex(
                palette.Primary
            )}"/></linearGradient></defs><rect width="64" height="64" rx="18" fill="url(#g)"/><text x="32" y="45" font-family="-apple-system,'Segoe UI',Roboto,Lato,sans-serif" font-size="37" font-weight="800" text-anchor="middle" fill="{Hex(
                palette.PrimaryContrastText
            )}">{HtmlEncoder.Default.Encode(letter)}</text></svg>
            """;
    }

    private static string Hex(MudColor color) => color.ToString(MudColorOutputFormats.Hex);
}
