using System.Globalization;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Translations;

/// <summary>Texts of the pages of translations.</summary>
internal sealed partial class TranslationsTexts
{
    /// <summary>What a language calls itself, also one that is none of the site's.</summary>
    public static MarkupString NameOf(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var name = culture.NativeName;
        return Markup.Of(char.ToUpper(name[0], culture) + name[1..]);
    }
}
