using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>What the pages of a session have in common.</summary>
internal static class MeForm
{
    // The one script of these pages is ours, and they go without it too.
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
    /// While the old address may take the change back, the new one takes nothing of before, ends nothing and goes no
    /// further; null where it may.
    /// </summary>
    public static IResult? NotYet(HttpContext http, MeSession session, PageContext frame, TimeProvider clock) =>
        session.WayBack is { } change
            ? Page.Of<NotYetPage>(
                new NotYetView(View(http, session, frame, clock), change.Until),
                StatusCodes.Status403Forbidden
            )
            : null;

    /// <summary>After a post, the page it came from, with what it has to say.</summary>
    public static IResult BackTo(HttpContext http, string path, string said, bool keepLanguage = true)
    {
        var language = keepLanguage ? Languages.All.FirstOrDefault(l => l == http.Request.Query["language"]) : null;
        var query = string.Join(
            '&',
            new[] { said, language is null ? "" : "language=" + language }.Where(part => part.Length > 0)
        );
        return new SeeOtherResult(http.Request.PathBase + path + (query.Length == 0 ? "" : "?" + query));
    }
}
