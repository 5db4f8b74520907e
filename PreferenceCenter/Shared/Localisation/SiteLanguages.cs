using Microsoft.Net.Http.Headers;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>The languages of the site, the default first.</summary>
internal sealed class SiteLanguages(IEnumerable<string> codes)
{
    public IReadOnlyList<PageLanguage> All { get; } = [.. codes.Select(c => new PageLanguage(c))];

    /// <summary>What the address bar asks for, if it asks for one of ours.</summary>
    public PageLanguage? Asked(HttpRequest request) => Find(request.Query["language"].FirstOrDefault());

    /// <summary>What the person chose for the mails, else what the browser asks for, else the site's own.</summary>
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
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var wishes))
            return null;
        return wishes
            .Where(w => w.Quality != 0)
            .OrderByDescending(w => w.Quality ?? 1)
            .Select(w => Find(w.Value.Value))
            .FirstOrDefault(l => l is not null);
    }
}
