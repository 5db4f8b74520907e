using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Me;

/// <summary>What the pages of a session have in common.</summary>
internal static class MeForm
{
    public const string KeyField = "key";
    // The one script of these pages is ours, and they go without it too.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static SessionView View(HttpContext http, MeSession session, PageFrame frame, TimeProvider clock)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return new SessionView(frame, session.FormKey, session.EndsAt, session.EndsAt - clock.GetUtcNow(), http.Request.Path.Value!);
    }
}
