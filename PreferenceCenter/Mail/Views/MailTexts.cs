using System.Globalization;
using System.Resources;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Views;

/// <summary>
/// Texts of mails in one language. The language is a parameter, so nothing depends on the culture of the rendering
/// thread.
/// </summary>
/// <param name="forStaff">
/// Whether staff read them: then what speaks to the subscriber stands in the third person, under its key and ".Staff".
/// </param>
public sealed class MailTexts(string language, SiteCalendar calendar, bool forStaff = false)
{
    private static readonly ResourceManager Resources = new(
        "PreferenceCenter.Mail.Views.MailTexts",
        typeof(MailTexts).Assembly
    );

    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(language);

    public string Language => language;
    public string Direction => this.culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    public string this[string key] =>
        (forStaff ? Resources.GetString($"{key}.Staff", this.culture) : null)
        ?? Resources.GetString(key, this.culture)
        ?? throw new MissingManifestResourceException(key);

    public string this[string key, params object[] values] => string.Format(this.culture, this[key], values);

    /// <summary>The day in the site's calendar: periods end there, and pages show the same.</summary>
    public string Day(DateTimeOffset at) => calendar.DayOf(at).ToString(this["DayPattern"], this.culture);

    /// <summary>The minute in UTC, and the mail says so.</summary>
    public string Moment(DateTimeOffset at) => at.UtcDateTime.ToString(this["MomentPattern"], this.culture);

    /// <summary>The name of a language in that language.</summary>
    public static string NameOf(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return culture.TextInfo.ToTitleCase(culture.NativeName);
    }
}
