using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>Helpers that the pages of a data session share.</summary>
internal static class MeForm
{
    // These pages load a single script of their own, and work without it.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static SessionView View(HttpContext http, MeSession session, PageContext frame, TimeProvider clock)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return new SessionView(
            frame,
            session.FormKey,
            session.EndsAt,
            session.EndsAt - clock.GetUtcNow(),
            http.Request.Path.Value!
        );
    }

    /// <summary>
    /// The page that blocks an action while the old address may still revert a change of address. Until then the new
    /// address can take no older data, end nothing and change nothing further. Null if the action is allowed.
    /// </summary>
    public static IResult? NotYet(HttpContext http, MeSession session, PageContext frame, TimeProvider clock) =>
        session.WayBack is { } change
            ? Page.Of<NotYetPage>(
                new NotYetView(View(http, session, frame, clock), change.Until),
                StatusCodes.Status403Forbidden
            )
            : null;

    /// <summary>Redirects to the page a post came from, with a query that tells the outcome.</summary>
    public static IResult BackTo(HttpContext http, string path, string outcome, bool keepLanguage = true)
    {
        var language = keepLanguage ? Languages.All.FirstOrDefault(l => l == http.Request.Query["language"]) : null;
        var query = string.Join(
            '&',
            new[] { outcome, language is null ? "" : "language=" + language }.Where(part => part.Length > 0)
        );
        return new SeeOtherResult(http.Request.PathBase + path + (query.Length == 0 ? "" : "?" + query));
    }
}
