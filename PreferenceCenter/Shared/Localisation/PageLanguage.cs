using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>A language that pages can be shown in, with its name in that language and its writing direction.</summary>
internal sealed record PageLanguage
{
    public PageLanguage(string code)
    {
        Code = code;
        Culture = CultureInfo.GetCultureInfo(code);
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
}
