using MudBlazor;
using MudBlazor.Utilities;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Hosting;

/// <summary>The style of a site's emails, made from the theme of its pages and again when that changes.</summary>
internal sealed class SiteMailStyle(Site site)
{
    private sealed record Made(string? Color, string? Logo, MailStyle Style);

    private volatile Made? made;

    public MailStyle Now
    {
        get
        {
            var (facts, now) = (site.Facts, made);
            if (now is null || (now.Color, now.Logo) != (facts.Color, facts.Logo))
                made = now = new Made(facts.Color, facts.Logo, Of(site));
            return now.Style;
        }
    }

    public static MailStyle Of(Site site)
    {
        var theme = SiteTheme.Of(site.Color);
        return new MailStyle(
            Colours(theme.PaletteLight),
            Colours(theme.PaletteDark),
            SiteTheme.FontFamilies,
            LogoPicture.PathOf(site.Logo) is { } logo
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
