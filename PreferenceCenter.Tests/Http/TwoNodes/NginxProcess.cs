using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using PreferenceCenter.Tests.Mail;
using Xunit;

namespace PreferenceCenter.Tests.Http.TwoNodes;

/// <summary>
/// Real nginx with the configuration from deploy/. Ports, certificate and log files are the test's; everything else is
/// as shipped.
/// </summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string directory;

    private NginxProcess(Process process, string directory, Uri address, Uri plain) =>
        (this.process, this.directory, Address, Plain) = (process, directory, address, plain);

    public Uri Address { get; }

    /// <summary>Address without TLS.</summary>
    public Uri Plain { get; }

    private static string Shipped => Path.Combine(Repository.Root, "deploy", "nginx", "preference-center.conf");

    public static void SkipWithout() =>
        Xunit.Assert.SkipUnless(File.Exists("/usr/sbin/nginx"), "nginx is not installed.");

    /// <summary>Starts nginx in front of these nodes and waits until it listens.</summary>
    public static async Task<NginxProcess> StartAsync(string directory, params IReadOnlyList<Uri> nodes)
    {
        var (http, https) = (ServingProcess.FreePort(), ServingProcess.FreePort());
        Write(directory, File.ReadAllText(Shipped), http, https, nodes);
        var (process, output) = Start(directory, "daemon off;");
        var nginx = new NginxProcess(
            process,
            directory,
            new Uri($"https://127.0.0.1:{https}"),
            new Uri($"http://127.0.0.1:{http}")
        );
        using var client = nginx.Client();
        while (!await AnswersAsync(client))
            if (process.HasExited)
                throw new InvalidOperationException(await output);
        return nginx;
    }

    /// <summary>Output of nginx's own check of the shipped file, or of another text in its place.</summary>
    public static async Task<(int ExitCode, string Output)> TestAsync(
        string directory,
        Func<string, string>? change = null
    )
    {
        Write(
            directory,
            change is null ? File.ReadAllText(Shipped) : change(File.ReadAllText(Shipped)),
            ServingProcess.FreePort(),
            ServingProcess.FreePort(),
            [new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:2")]
        );
        var (process, output) = Start(directory, "daemon off;", "-t");
        using (process)
        {
            var words = await output;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, words);
        }
    }

    /// <summary>Client that accepts the self-signed certificate, keeps no cookies and follows no redirects.</summary>
    public HttpClient Client() =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                SslOptions = { RemoteCertificateValidationCallback = SmtpPeer.Trust },
            }
        )
        {
            BaseAddress = Address,
        };

    /// <summary>Log output so far; complete once nginx has ended.</summary>
    public string Log =>
        string.Concat(Directory.EnumerateFiles(Path.Combine(directory, "log")).Select(File.ReadAllText));

    public async Task StopAsync()
    {
        if (process.HasExited)
            return;
        var (stopping, _) = Start(directory, "daemon off;", "-s", "quit");
        using (stopping)
            await stopping.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(
                new Uri("/health/live", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Write(string directory, string shipped, int http, int https, IReadOnlyList<Uri> nodes)
    {
        Directory.CreateDirectory(Path.Combine(directory, "log"));
        File.WriteAllText(Path.Combine(directory, "certificate.pem"), SmtpPeer.Certificate.ExportCertificatePem());
        File.WriteAllText(
            Path.Combine(directory, "key.pem"),
            SmtpPeer.Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()
        );
        var site = string.Join(
                '\n',
                shipped.Split('\n').Where(line => !line.Contains("listen [::]", StringComparison.Ordinal))
            )
            .Replace("listen 80;", $"listen 127.0.0.1:{http};", StringComparison.Ordinal)
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{https} ssl;", StringComparison.Ordinal)
            .Replace("127.0.0.1:5081", nodes[0].Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:5082", nodes[1].Authority, StringComparison.Ordinal)
            .Replace(
                "/etc/ssl/preferences.example.org.pem",
                Path.Combine(directory, "certificate.pem"),
                StringComparison.Ordinal
            )
            .Replace(
                "/etc/ssl/private/preferences.example.org.key",
                Path.Combine(directory, "key.pem"),
                StringComparison.Ordinal
            )
            .Replace("/var/log/nginx/", Path.Combine(directory, "log") + "/", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(directory, "site.conf"), site);
        // If root starts nginx, its workers run as another user and could not enter a directory of root.
        var user = Environment.UserName == "root" ? "user root;" : "";
        File.WriteAllText(
            Path.Combine(directory, "nginx.conf"),
            $$"""
            {{user}} pid nginx.pid; error_log log/start.log emerg;
            events {}
            http {
                client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
                include site.conf;
            }
            """
        );
    }

    private static (Process Process, Task<string> Output) Start(
        string directory,
        string directives,
        params IEnumerable<string> arguments
    )
    {
        var process = Process.Start(
            new ProcessStartInfo(
                "/usr/sbin/nginx",
                ["-p", directory, "-c", "nginx.conf", "-g", directives, .. arguments]
            )
            {
                RedirectStandardError = true,
            }
        )!;
        return (process, process.StandardError.ReadToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }
}
