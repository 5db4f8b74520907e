using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PreferenceCenter.Data;
using PreferenceCenter.Shared.Telemetry;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Reads the settings of the server: the addresses it listens on, the proxies it trusts for the client's address, and
/// where telemetry is sent.
/// </summary>
internal static class ServerSettings
{
    // UTF-8 that replaces bytes which are none, where the server's own refuses the whole request: cookies of a parent
    // domain and user agents are written by programs of others, and most requests have headers that nobody here reads.
    private static readonly UTF8Encoding Lenient = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What holds for every server of this program.</summary>
    public static void Apply(KestrelServerOptions kestrel) =>
        (kestrel.AddServerHeader, kestrel.RequestHeaderEncodingSelector) = (false, _ => Lenient);

    public static IReadOnlyList<Uri> ReadUrls(SettingReader read, bool development)
    {
        var urls = new List<Uri>();
        foreach (
            var text in read.Text("Urls", "http://localhost:5080", "where to listen")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            // Kestrel takes * and + for every interface; neither is a host name.
            var host = text.Replace("//*", "//every.invalid", StringComparison.Ordinal)
                .Replace("//+", "//every.invalid", StringComparison.Ordinal);
            if (!Uri.TryCreate(host, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                read.Fault("Urls", $"'{text}' is no address to listen on; write http://localhost:5080");
            else if (development && !url.IsLoopback)
                read.Fault("Urls", $"'{text}' is open to others: in Development the program listens on loopback alone");
            else
                urls.Add(url);
        }
        if (development)
            foreach (var (key, address) in Elsewhere(read.Configuration))
                if (!Loopback.Is(address))
                    read.Fault(
                        key,
                        $"'{address}' is open to others: in Development the program listens on loopback alone"
                    );
        return urls;
    }

    // The server takes addresses from here too, without asking for Urls.
    private static IEnumerable<(string Key, string Address)> Elsewhere(IConfiguration configuration)
    {
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            if (endpoint["Url"] is { } url)
                yield return ($"{endpoint.Path}:Url", url);
    }

    public static IReadOnlyList<IPNetwork> ReadNetworks(SettingReader read)
    {
        var networks = new List<IPNetwork>();
        foreach (
            var text in (read.List("Proxy:KnownNetworks") ?? "").Split(
                [',', ';', ' '],
                StringSplitOptions.RemoveEmptyEntries
            )
        )
            if (IPNetwork.TryParse(text, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(text, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                read.Fault("Proxy:KnownNetworks", $"'{text}' is no network, as in 10.0.0.0/8");
        return networks;
    }

    // The names are those of the OpenTelemetry standard. The library itself reads the settings of how and how often to
    // export.
    public static Exports ReadExports(SettingReader read)
    {
        Uri? Endpoint(string key) => read.Text(key) is null ? null : read.Url(key, null, "where a collector listens");
        return new Exports(
            Endpoint("OTEL_EXPORTER_OTLP_ENDPOINT"),
            Endpoint("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"),
            Endpoint("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT")
        );
    }
}
