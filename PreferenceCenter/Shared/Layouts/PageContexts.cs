using System.Collections.Concurrent;
using System.Collections.Frozen;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Shared.Layouts;

/// <summary>
/// Holds the <see cref="PageContext"/> of every language of the site, made at the start and when the site says something
/// else of itself.
/// </summary>
internal sealed class PageContexts
{
    private volatile Made made;

    /// <param name="test">Whether its pages are of test links, and say so.</param>
    public PageContexts(Branding site, IEnumerable<string> languages, bool test = false) =>
        made = Make(site, languages, test);

    private PageContexts(Made made) => this.made = made;

    /// <summary>Raised when the site says something else of itself.</summary>
    public event Action? Changed;

    public SiteLanguages Languages => made.Languages;
    public SiteAssets Assets => made.Assets;
    public Branding Site => made.Site;

    /// <summary>From now on pages show this.</summary>
    public void Become(Branding site, IEnumerable<string> languages)
    {
        made = Make(site, languages, made.Test);
        Changed?.Invoke();
    }

    /// <summary>
    /// The context for a request: by <c>?language=</c>, else by the stored language, else by Accept-Language.
    /// </summary>
    /// <param name="request">The request whose query and Accept-Language are read.</param>
    /// <param name="stored">The language that the subscriber chose, if the link belongs to a subscriber.</param>
    public PageContext For(HttpRequest request, string? stored = null)
    {
        var now = made;
        return now.Languages.Asked(request) is { } asked
            ? now.AskedFrames[asked.Code]
            : now.Frames[now.Languages.Fitting(request, stored).Code];
    }

    /// <summary>The contexts of a page that is complete in these of the site's languages and offers no other.</summary>
    public PageContexts Among(IReadOnlyList<string> complete)
    {
        var now = made;
        return complete.Count == now.Languages.All.Count
            ? this
            : now.Narrowed.GetOrAdd(
                string.Join(',', complete),
                _ => new PageContexts(new Made(now.Site, new SiteLanguages(complete), now.Assets, now.Test))
            );
    }

    /// <summary>The context that an earlier request was answered with.</summary>
    public PageContext In(string language, bool asked)
    {
        var now = made;
        return (asked ? now.AskedFrames : now.Frames)[now.Languages.Find(language)?.Code ?? now.Languages.All[0].Code];
    }

    private static Made Make(Branding site, IEnumerable<string> languages, bool test)
    {
        var spoken = new SiteLanguages(languages);
        return new Made(site, spoken, new SiteAssets(site, spoken), test);
    }

    /// <summary>All that is made from one state of the site.</summary>
    private sealed class Made(Branding site, SiteLanguages languages, SiteAssets assets, bool test)
    {
        public Branding Site { get; } = site;
        public SiteLanguages Languages { get; } = languages;
        public SiteAssets Assets { get; } = assets;
        public bool Test { get; } = test;
        public FrozenDictionary<string, PageContext> Frames { get; } =
            FramesOf(site, languages, assets, asked: false, test);
        public FrozenDictionary<string, PageContext> AskedFrames { get; } =
            FramesOf(site, languages, assets, asked: true, test);
        public ConcurrentDictionary<string, PageContexts> Narrowed { get; } = new(StringComparer.Ordinal);

        private static FrozenDictionary<string, PageContext> FramesOf(
            Branding site,
            SiteLanguages languages,
            SiteAssets assets,
            bool asked,
            bool test
        ) =>
            languages.All.ToFrozenDictionary(
                l => l.Code,
                l => new PageContext(site, l, asked, languages, assets, test)
            );
    }
}
