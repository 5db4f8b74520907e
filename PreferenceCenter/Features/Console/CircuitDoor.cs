using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Decides who may open a circuit: pages of this very origin. No rule of browsers keeps a page of another origin from
/// opening a WebSocket, and cookies of a site go with those of its other subdomains (ASVS 5.0 4.4.2).
/// </summary>
internal static class CircuitDoor
{
    public static bool IsOpenTo(HttpRequest request, Site site)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin"))
            return false;
        var origin = request.Headers.Origin.ToString();
        // A browser names the origin of every WebSocket; of other requests of the same origin it need not.
        return origin.Equals(site.Origin, StringComparison.OrdinalIgnoreCase)
            || (origin is "" or "null" && !request.HttpContext.WebSockets.IsWebSocketRequest && !IsUpgrade(request));
    }

    private static bool IsUpgrade(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method) || request.Headers.Upgrade.Count > 0;
}
