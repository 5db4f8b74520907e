using System.Collections.Concurrent;
using System.Collections.Frozen;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Shared.Layouts;

/// <summary>Holds the <see cref="PageContext"/> of every language of the site, made once at the start.</summary>
internal sealed class PageContexts
{
    private readonly FrozenDictionary<string, PageContext> frames;
    private readonly FrozenDictionary<string, PageContext> askedFrames;

    private readonly ConcurrentDictionary<string, PageContexts> narrowed = new(StringComparer.Ordinal);

    public PageContexts(Branding site, IEnumerable<string> languages)
        : this(site, new SiteLanguages(languages), assets: null) { }

    private PageContexts(Branding site, SiteLanguages languages, SiteAssets? assets)
    {
        Languages = languages;
        Assets = assets ?? new SiteAssets(site, Languages);
        frames = Languages.All.ToFrozenDictionary(l => l.Code, l => new PageContext(site, l, false, Languages, Assets));
        askedFrames = Languages.All.ToFrozenDictionary(
            l => l.Code,
            l => new PageContext(site, l, true, Languages, Assets)
        );
    }

    public SiteLanguages Languages { get; }
    public SiteAssets Assets { get; }

    /// <summary>
    /// The context for a request: by <c>?language=</c>, else by the stored language, else by Accept-Language.
    /// </summary>
    /// <param name="request">The request whose query and Accept-Language are read.</param>
    /// <param name="stored">The language that the subscriber chose, if the link belongs to a subscriber.</param>
    public PageContext For(HttpRequest request, string? stored = null) =>
        Languages.Asked(request) is { } asked
            ? askedFrames[asked.Code]
            : frames[Languages.Fitting(request, stored).Code];

    /// <summary>The contexts of a page that is complete in these of the site's languages and offers no other.</summary>
    public PageContexts Among(IReadOnlyList<string> complete) =>
        complete.Count == Languages.All.Count
            ? this
            : narrowed.GetOrAdd(
                string.Join(',', complete),
                _ => new PageContexts(Site, new SiteLanguages(complete), Assets)
            );

    /// <summary>The context that an earlier request was answered with.</summary>
    public PageContext In(string language, bool asked) =>
        (asked ? askedFrames : frames)[Languages.Find(language)?.Code ?? Languages.All[0].Code];

    public Branding Site => frames[Languages.All[0].Code].Site;
}
