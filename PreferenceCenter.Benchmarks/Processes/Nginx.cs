using System.Globalization;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>
/// Runs nginx in front of one or two nodes, with the configuration that the product ships. Only what depends on the
/// machine is changed: ports, files, and TLS, which the load does not use.
/// </summary>
internal static partial class Nginx
{
    private static readonly string[] NodesShipped = ["127.0.0.1:5081", "127.0.0.1:5082"];

    public static async Task<ServerProcess> StartAsync(
        Workspace workspace,
        IReadOnlyList<ServerProcess> nodes,
        CancellationToken cancel
    )
    {
        var (directory, port) = (workspace.NewDirectory("nginx"), ServerProcess.FreePort());
        var sites = Path.Combine(directory, "sites.conf");
        await File.WriteAllTextAsync(sites, Sites(nodes, port, directory), cancel);
        var main = Path.Combine(directory, "nginx.conf");
        await File.WriteAllTextAsync(main, MainConfiguration(directory, sites), cancel);
        var server = new ServerProcess(
            Child.Start("nginx", ["-p", directory, "-e", "stderr", "-c", main], directory, []),
            port
        );
        await server.WaitUntilListeningAsync(cancel);
        return server;
    }

    private static string Sites(IReadOnlyList<ServerProcess> nodes, int port, string directory)
    {
        var text = Shipped() is { } file ? Adapted(File.ReadAllText(file), port, directory) : Minimal(port);
        for (var i = 0; i < NodesShipped.Length; i++)
            text =
                i < nodes.Count
                    ? text.Replace(
                        NodesShipped[i],
                        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{nodes[i].Port}"),
                        StringComparison.Ordinal
                    )
                    : Regex.Replace(text, $"^.*{Regex.Escape(NodesShipped[i])}.*\n", "", RegexOptions.Multiline);
        return text;
    }

    private static string? Shipped()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, "deploy", "nginx", "preference-center.conf") is var file && File.Exists(file))
                return file;
        return null;
    }

    private static string Adapted(string shipped, int port, string directory) =>
        ElsewhereListening()
            .Replace(OfTls().Replace(shipped, ""), "")
            .Replace(
                "listen 443 ssl;",
                string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port} default_server;"),
                StringComparison.Ordinal
            )
            .Replace("listen 80;", $"listen unix:{directory}/plain.sock;", StringComparison.Ordinal)
            .Replace("/var/log/nginx/", directory + "/", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*ssl_.*\n", RegexOptions.Multiline)]
    private static partial Regex OfTls();

    [GeneratedRegex(@"^\s*listen \[::\].*\n", RegexOptions.Multiline)]
    private static partial Regex ElsewhereListening();

    private static string Minimal(int port) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            upstream nodes {
                server {{NodesShipped[0]}} max_fails=3 fail_timeout=5s;
                server {{NodesShipped[1]}} max_fails=3 fail_timeout=5s;
                keepalive 32;
            }
            server {
                listen 127.0.0.1:{{port}};
                access_log off;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_connect_timeout 2s;
                proxy_next_upstream error timeout http_503 non_idempotent;
                location / { proxy_pass http://nodes; }
            }

            """
        );

    private static string MainConfiguration(string directory, string sites) =>
        $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            worker_processes auto;
            pid {{directory}}/pid;
            error_log stderr error;
            events { worker_connections 2048; }
            http {
                client_body_temp_path {{directory}}/body;
                proxy_temp_path {{directory}}/proxy;
                fastcgi_temp_path {{directory}}/fastcgi;
                uwsgi_temp_path {{directory}}/uwsgi;
                scgi_temp_path {{directory}}/scgi;
                include {{sites}};
            }

            """;
}
