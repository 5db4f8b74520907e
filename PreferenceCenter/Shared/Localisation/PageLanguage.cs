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

    public T Texts<T>()
        where T : class, ITexts<T> => Localisation.Texts.In<T>(Culture);
}
