using System.Collections.Frozen;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Shared.Theme;

/// <summary>Everything a page needs that is not the person's: made once at the start.</summary>
internal sealed class SiteAssets
{
    private readonly FrozenDictionary<string, PageContext> _frames;
    private readonly FrozenDictionary<string, PageContext> _askedFrames;

    public SiteAssets(Branding site, IEnumerable<string> languages)
    {
        Languages = new SiteLanguages(languages);
        var theme = SiteTheme.Of(site.Color);
        Style = new Asset("style", "css", "text/css; charset=utf-8", StyleSheet.Build(theme, Languages));
        FormStyle = new Asset("forms", "css", "text/css; charset=utf-8", StyleSheet.BuildForms());
        MeStyle = new Asset("me", "css", "text/css; charset=utf-8", StyleSheet.BuildMe());
        MeScript = new Asset("me", "js", "text/javascript; charset=utf-8", StyleSheet.Read("me.js"));
        Mark = new Asset("mark", "svg", "image/svg+xml", SiteMark.Build(theme, site.Name));
        _frames = Languages.All.ToFrozenDictionary(l => l.Code, l => new PageContext(site, l, false, this));
        _askedFrames = Languages.All.ToFrozenDictionary(l => l.Code, l => new PageContext(site, l, true, this));
    }

    public SiteLanguages Languages { get; }
    public Asset Style { get; }
    public Asset FormStyle { get; }

    /// <summary>Style and script of the pages on which somebody sees their own data.</summary>
    public Asset MeStyle { get; }
    public Asset MeScript { get; }
    public Asset Mark { get; }

    /// <param name="request">Says by <c>?language=</c>, else by its Accept-Language, how the page is read.</param>
    /// <param name="stored">The language the person chose, when the link names a person.</param>
    public PageContext For(HttpRequest request, string? stored = null) =>
        Languages.Asked(request) is { } asked
            ? _askedFrames[asked.Code]
            : _frames[Languages.Fitting(request, stored).Code];

    /// <summary>The frame that an earlier request was answered with.</summary>
    public PageContext In(string language, bool asked) =>
        (asked ? _askedFrames : _frames)[Languages.Find(language)?.Code ?? Languages.All[0].Code];

    public Branding Site => _frames[Languages.All[0].Code].Site;
}
