using Microsoft.Net.Http.Headers;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>The languages of the site, the default language first.</summary>
internal sealed class SiteLanguages(IEnumerable<string> codes)
{
    public IReadOnlyList<PageLanguage> All { get; } = [.. codes.Select(c => new PageLanguage(c))];

    /// <summary>The language that the query of the address asks for, if the site has it.</summary>
    public PageLanguage? Asked(HttpRequest request) => Find(request.Query["language"].FirstOrDefault());

    /// <summary>
    /// The language that the subscriber chose for mails, else the first language of the browser that the site has, else
    /// the site's default.
    /// </summary>
    public PageLanguage Fitting(HttpRequest request, string? stored) => Find(stored) ?? OfBrowser(request) ?? All[0];

    public PageLanguage? Find(string? tag)
    {
        if (string.IsNullOrEmpty(tag))
            return null;
        foreach (var language in All)
            if (
                tag.StartsWith(language.Code, StringComparison.OrdinalIgnoreCase)
                && (tag.Length == language.Code.Length || tag[language.Code.Length] == '-')
            )
                return language;
        return null;
    }

    private PageLanguage? OfBrowser(HttpRequest request)
    {
        var header = request.Headers.AcceptLanguage;
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var accepted))
            return null;
        return accepted
            .Where(w => w.Quality != 0)
            .OrderByDescending(w => w.Quality ?? 1)
            .Select(w => Find(w.Value.Value))
            .FirstOrDefault(l => l is not null);
    }
}
