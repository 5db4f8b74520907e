using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing.Template;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// The page to which a sign-in leads back, with its query: a page of the console that is opened by GET and asks for a
/// sign-in. No other site, no other scheme, nothing that is only posted to (SEC-15).
/// </summary>
internal static class ReturnPath
{
    private const int Longest = 1000;

    /// <param name="asked">What a link or a form asks for, which may be anything.</param>
    /// <returns>Null for anything else. The language stays with the page that signs in.</returns>
    public static string? Of(string? asked, EndpointDataSource endpoints)
    {
        if (asked is null or { Length: > Longest } || !asked.StartsWith("/staff/", StringComparison.Ordinal))
            return null;
        var (path, query) = asked.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at
            ? (asked[..at], asked[(at + 1)..])
            : (asked, "");
        if (
            !path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '.')
            || path.Contains("..", StringComparison.Ordinal)
            || !query.All(c => char.IsAsciiLetterOrDigit(c) || "-._~%+:,/&=".Contains(c, StringComparison.Ordinal))
            || !endpoints.Endpoints.OfType<RouteEndpoint>().Any(e => IsPage(e) && Matches(e, path))
        )
            return null;
        query = string.Join(
            '&',
            query.Split('&').Where(f => f.Length > 0 && !f.StartsWith("language=", StringComparison.Ordinal))
        );
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static bool IsPage(RouteEndpoint endpoint) =>
        StaffPages.IsShown(endpoint)
        && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true
        && endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is not null;

    private static bool Matches(RouteEndpoint endpoint, string path) =>
        endpoint.RoutePattern.RawText is { } template
        && new TemplateMatcher(TemplateParser.Parse(template.TrimStart('/')), []).TryMatch(path, []);
}
