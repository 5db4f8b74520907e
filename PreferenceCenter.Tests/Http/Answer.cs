using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using PreferenceCenter.Tests.Shared.Preview;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Complete HTTP response: status, headers, body, and the parsed page.</summary>
internal sealed record Answer(
    string Path,
    int Status,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    IDocument Page
)
{
    public string? this[string header] => Headers.GetValueOrDefault(header);

    public string Text => Page.Body!.Words();

    public string? Location => this["Location"];

    /// <summary>The form that matches the selector, or the form of the choices, or the only form.</summary>
    public IHtmlFormElement Form(string? selector = null) =>
        Assert.IsAssignableFrom<IHtmlFormElement>(
            selector is null
                ? Page.QuerySelector("form:has(.bar)") ?? Page.QuerySelector("form")
                : Page.QuerySelector(selector)
        );

    public static async Task<Answer> ReadAsync(string path, HttpResponseMessage response, CancellationToken cancel)
    {
        var body = await response.Content.ReadAsStringAsync(cancel);
        var headers = response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var page = await BrowsingContext
            .New(Configuration.Default)
            .OpenAsync(r => r.Content(body).Address(WebCenter.PublicUrl + path), cancel);
        return new Answer(path, (int)response.StatusCode, headers, body, page);
    }

    /// <summary>Everything that distinguishes two responses, except the date.</summary>
    public string Seen =>
        $"{Status}\n{string.Join('\n', Headers.Where(h => h.Key != "Date").OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {h.Value}"))}\n\n{Body}";
}
