using Microsoft.Extensions.Primitives;

namespace PreferenceCenter.Shared.Web;

/// <summary>
/// Adds the security headers to every answer, as strict as the public pages allow. They are added last and only where
/// absent: a page that needs other values (the console) or may be cached (assets) sets its own. They are also not lost
/// when an error handler clears the answer.
/// </summary>
internal static class SecurityHeaders
{
    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly KeyValuePair<string, StringValues>[] Always =
    [
        new("Cache-Control", "no-store"),
        new("Content-Security-Policy", PagePolicy),
        new("Referrer-Policy", "no-referrer"),
        new("X-Robots-Tag", "noindex, nofollow"),
        new("X-Content-Type-Options", "nosniff"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    ];

    private static readonly StringValues TwoYears = "max-age=63072000; includeSubDomains";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                http.Response.OnStarting(Complete, http);
                return next(http);
            }
        );

    private static Task Complete(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        // The renderer sets this header for a script that these pages do not have.
        headers.Remove("blazor-enhanced-nav");
        foreach (var header in Always)
            headers.TryAdd(header.Key, header.Value);
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = TwoYears;
        return Task.CompletedTask;
    }
}
