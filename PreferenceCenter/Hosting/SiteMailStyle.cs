using MudBlazor;
using MudBlazor.Utilities;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Hosting;

/// <summary>The style of a site's emails, made from the theme of its pages.</summary>
internal static class SiteMailStyle
{
    public static MailStyle Of(Site site)
    {
        var theme = SiteTheme.Of(site.Color);
        return new MailStyle(
            Colours(theme.PaletteLight),
            Colours(theme.PaletteDark),
            SiteTheme.FontFamilies,
            site.Logo is { } logo
            && Uri.TryCreate(site.PublicUrl, logo, out var picture)
            && picture.Scheme is "https" or "http"
                ? picture
                : null
        );
    }

    public static MailColours Colours(Palette palette) =>
        new(
            Hex(palette.Background),
            Hex(palette.Surface),
            Hex(palette.TextPrimary),
            Hex(palette.TextSecondary),
            Hex(palette.Primary),
            Hex(palette.PrimaryContrastText)
        );

    private static string Hex(MudColor color) => color.ToString(MudColorOutputFormats.Hex);
}
