using System.Net;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Keeps a server in Development to this machine: it shows mails and passwords that are for nobody else.
/// </summary>
internal static class Loopback
{
    /// <summary>The addresses that others can reach, of those that are bound.</summary>
    public static IEnumerable<SettingFault> Faults(IEnumerable<string> bound) =>
        bound
            .Where(address => !Is(address))
            .Select(address => new SettingFault(
                "Urls",
                $"'{address}' is open to others: in Development the program listens on loopback alone"
            ));

    public static bool Is(string address) =>
        address.StartsWith("http://unix:", StringComparison.Ordinal)
        // Kestrel takes * and + for every interface; neither is a host name.
        || (
            !address.Contains("//*", StringComparison.Ordinal)
            && !address.Contains("//+", StringComparison.Ordinal)
            && Uri.TryCreate(address, UriKind.Absolute, out var url)
            && url.IsLoopback
        );

    /// <summary>Middleware that answers only what came in by a loopback address or a socket of this machine.</summary>
    public static RequestDelegate Only(RequestDelegate next) =>
        http =>
        {
            if (http.Connection.LocalIpAddress is not { } address || IPAddress.IsLoopback(address))
                return next(http);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
}
