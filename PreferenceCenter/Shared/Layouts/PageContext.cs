using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Shared.Layouts;

/// <summary>
/// What all pages of one language share: site, texts, time format, header and footer. There is one for each language,
/// and another for each language that the address of the page asks for.
/// </summary>
/// <remarks>Public because it is a parameter of components, and the compiler makes components public.</remarks>
public sealed class PageContext
{
    private readonly string? asked;

    internal PageContext(
        Branding site,
        PageLanguage language,
        bool asked,
        SiteLanguages languages,
        SiteAssets assets,
        bool test = false
    )
    {
        Site = site;
        Language = language;
        Languages = languages;
        Assets = assets;
        Texts = language.Texts<LayoutTexts>();
        Time = new LocalTime(site.Local, language.Culture, Texts.DatePattern, Texts.DayPattern, Texts.DateAndTime);
        IsTest = test;
        this.asked = asked ? "?language=" + language.Code : null;
        Chrome = new PageParts(this);
    }

    internal Branding Site { get; }
    internal PageLanguage Language { get; }
    internal SiteLanguages Languages { get; }
    internal SiteAssets Assets { get; }
    internal LayoutTexts Texts { get; }
    internal LocalTime Time { get; }
    internal PageParts Chrome { get; }

    /// <summary>The page is of a test link: nothing that is done on it is stored.</summary>
    internal bool IsTest { get; }
    internal bool IsAsked => this.asked is not null;

    /// <summary>A path of this site that keeps the language of the address, if one was asked for.</summary>
    internal string To(string path) => path + this.asked;

    /// <summary>The same with a query of its own.</summary>
    internal string To(string path, string query) =>
        this.asked is null ? $"{path}?{query}" : $"{path}{this.asked}&{query}";
}
