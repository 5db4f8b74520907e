using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Subscriptions;

/// <summary>Collects evidence of an act from its HTTP request.</summary>
internal sealed class HttpEvidence(StoreIp storeIp)
{
    private const int LongestUserAgent = 256;

    /// <param name="language">Language of the page that was shown; null for a request without a page, such as one-click
    /// unsubscribe.</param>
    public Evidence Of(HttpContext http, string link, string? language) =>
        new()
        {
            Ip = Keep(http.Connection.RemoteIpAddress),
            UserAgent = CleanText.Of(
                http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null,
                LongestUserAgent
            ),
            Language = language,
            Link = link,
        };

    /// <summary>The part of an IP address that <c>Privacy:StoreIp</c> permits to keep.</summary>
    public string? Keep(IPAddress? address) =>
        storeIp switch
        {
            StoreIp.None => null,
            StoreIp.Full => Plain(address)?.ToString(),
            _ => NetworkOf(address),
        };

    /// <summary>
    /// The network of an IP address: /24 or /48. Rate limits count by it, and by default evidence contains nothing
    /// more.
    /// </summary>
    public static string? NetworkOf(IPAddress? address)
    {
        if (Plain(address) is not { } plain)
            return null;
        var bytes = plain.GetAddressBytes();
        var kept = plain.AddressFamily == AddressFamily.InterNetwork ? 3 : 6;
        bytes.AsSpan(kept).Clear();
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{kept * 8}");
    }

    private static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
