using System.Net;
using System.Net.Sockets;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Subscriptions;

/// <summary>What a request proves about the act it carries.</summary>
internal sealed class HttpEvidence(StoreIp storeIp)
{
    private const int LongestUserAgent = 256;

    /// <param name="language">Of the page that was shown; null where a program pressed without one.</param>
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

    /// <summary>As much of an address as <c>Privacy:StoreIp</c> lets evidence keep.</summary>
    public string? Keep(IPAddress? address) =>
        storeIp switch
        {
            StoreIp.None => null,
            StoreIp.Full => Plain(address)?.ToString(),
            _ => NetworkOf(address),
        };

    /// <summary>
    /// The network an address is in: /24 or /48. What limits count by, and all that evidence keeps unless told
    /// otherwise.
    /// </summary>
    public static string? NetworkOf(IPAddress? address)
    {
        if (Plain(address) is not { } plain)
            return null;
        var bytes = plain.GetAddressBytes();
        var kept = plain.AddressFamily == AddressFamily.InterNetwork ? 3 : 6;
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }

    private static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
