using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>A language that pages can be shown in, with its name in that language and its writing direction.</summary>
internal sealed record PageLanguage
{
    public PageLanguage(string code)
    {
        Code = code;
        Culture = CultureOf(code);
        Name = Markup.Of(Culture.TextInfo.ToTitleCase(Culture.NativeName));
        Direction = Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
    }

    public string Code { get; }
    public CultureInfo Culture { get; }
    public MarkupString Name { get; }
    public string Direction { get; }

    /// <summary>
    /// The attribute of an element whose text runs against the page; written only there, since it would otherwise be
    /// repeated dozens of times a page.
    /// </summary>
    public string Direct(MarkupString text) =>
        Markup.IsRightToLeft(text) == Culture.TextInfo.IsRightToLeft ? "" : " dir=auto";

    public T Texts<T>()
        where T : class, ITexts<T> => Localisation.Texts.In<T>(Culture);

    /// <summary>
    /// How a language writes dates and numbers. The runtime writes Latin digits in every language; the Arabic signs that
    /// it puts among them are wrong there: a separator like an apostrophe, and a minus behind its number.
    /// </summary>
    private static CultureInfo CultureOf(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        if (!culture.TextInfo.IsRightToLeft)
            return culture;
        culture = (CultureInfo)culture.Clone();
        var (numbers, latin) = (culture.NumberFormat, CultureInfo.InvariantCulture.NumberFormat);
        (numbers.NumberGroupSeparator, numbers.NumberDecimalSeparator) = (
            latin.NumberGroupSeparator,
            latin.NumberDecimalSeparator
        );
        // A mark of direction keeps the sign before its number.
        (numbers.NegativeSign, numbers.PositiveSign) = ("\u200E-", "\u200E+");
        return CultureInfo.ReadOnly(culture);
    }
}
