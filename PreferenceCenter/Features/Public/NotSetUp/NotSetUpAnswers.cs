using System.Net;
using Microsoft.Net.Http.Headers;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Features.Public.NotSetUp;

/// <summary>
/// Answers 503 to whoever comes before the site says who answers for it: no page of subscribers is shown without, and
/// the usual page would have to say it too. The console and the health endpoints are open.
/// </summary>
internal static class NotSetUpAnswers
{
    private static readonly PathString[] Open = ["/staff", "/health", "/_framework", "/_blazor", "/_content", "/logo"];

    public static void UseNotSetUpAnswers(this WebApplication app)
    {
        var (site, pages) = (app.Services.GetRequiredService<Site>(), app.Services.GetRequiredService<PageContexts>());
        app.Use(
            (http, next) =>
                site.IsSetUp
                || Open.Any(path => http.Request.Path.StartsWithSegments(path))
                || Asset.IsPath(http.Request.Path)
                    ? next(http)
                    : RefuseAsync(http, pages)
        );
    }

    private static Task RefuseAsync(HttpContext http, PageContexts pages)
    {
        var frame = pages.For(http.Request);
        var texts = frame.Language.Texts<NotSetUpTexts>();
        var direction = frame.Language.Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
        http.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        http.Response.Headers[HeaderNames.RetryAfter] = "60";
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.WriteAsync(
                $"<!DOCTYPE html><html lang=\"{frame.Language.Code}\" dir=\"{direction}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>{texts.Title}</title><main><h1>{texts.Title}</h1><p>{texts.Text}</p></main></html>"
            );
    }
}
