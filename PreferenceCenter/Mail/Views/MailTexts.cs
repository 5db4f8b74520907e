using System.Globalization;
using System.Resources;

namespace PreferenceCenter.Mail.Views;

/// <summary>
/// Texts of mails in one language. The language is a parameter, so nothing depends on the culture of the rendering
/// thread.
/// </summary>
public sealed class MailTexts(string language)
{
    private static readonly ResourceManager Resources = new(
        "PreferenceCenter.Mail.Views.MailTexts",
        typeof(MailTexts).Assembly
    );

    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(language);

    public string Language => language;
    public string Direction => this.culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    public string this[string key] =>
        Resources.GetString(key, this.culture) ?? throw new MissingManifestResourceException(key);

    public string this[string key, params object[] values] => string.Format(this.culture, this[key], values);

    public string Day(DateTimeOffset at) => at.UtcDateTime.ToString(this["DayPattern"], this.culture);

    /// <summary>The day in the site's time zone, for periods that end there.</summary>
    public string DayIn(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(this["DayPattern"], this.culture);

    public string Moment(DateTimeOffset at) => at.UtcDateTime.ToString(this["MomentPattern"], this.culture);

    /// <summary>The name of a language in that language.</summary>
    public static string NameOf(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return culture.TextInfo.ToTitleCase(culture.NativeName);
    }
}
