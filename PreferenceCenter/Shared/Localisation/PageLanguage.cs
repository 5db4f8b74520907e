using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>A language a page can be read in, under the name its speakers give it.</summary>
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
