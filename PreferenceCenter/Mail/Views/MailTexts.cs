using System.Globalization;
using System.Resources;

namespace PreferenceCenter.Mail.Views;

/// <summary>
/// The words of mails in one language, given outright: nothing here depends on the culture of whatever thread renders.
/// </summary>
public sealed class MailTexts(string language)
{
    private static readonly ResourceManager Resources = new(
        "PreferenceCenter.Mail.Views.MailTexts",
        typeof(MailTexts).Assembly
    );

    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(language);

    public string Language => language;
    public string Direction => _culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    public string this[string key] =>
        Resources.GetString(key, _culture) ?? throw new MissingManifestResourceException(key);

    public string this[string key, params object[] values] => string.Format(_culture, this[key], values);

    public string Day(DateTimeOffset at) => at.UtcDateTime.ToString(this["DayPattern"], _culture);

    /// <summary>A day that ends where the house is.</summary>
    public string DayIn(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(this["DayPattern"], _culture);

    public string Moment(DateTimeOffset at) => at.UtcDateTime.ToString(this["MomentPattern"], _culture);

    /// <summary>A language by the name its speakers give it.</summary>
    public static string NameOf(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return culture.TextInfo.ToTitleCase(culture.NativeName);
    }
}
