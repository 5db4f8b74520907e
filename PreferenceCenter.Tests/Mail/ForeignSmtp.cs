using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Mail received by the foreign server.</summary>
internal sealed record ForeignMail(string[] To, bool Tls, string? User, string Content);

/// <summary>
/// The mail server aiosmtpd in a process of its own. Without Debian's python3-aiosmtpd the test is skipped with that
/// reason.
/// </summary>
internal sealed class ForeignSmtp : IAsyncDisposable
{
    // The system's Python: another interpreter on the path lacks the package.
    private const string Python = "/usr/bin/python3";
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Process process;
    private readonly string directory;

    private ForeignSmtp(Process process, string directory, int port) =>
        (this.process, this.directory, Port) = (process, directory, port);

    public int Port { get; }

    public static async Task<ForeignSmtp> StartAsync(CancellationToken cancel)
    {
        Assert.SkipUnless(await HasItAsync(cancel), "python3-aiosmtpd is not installed for /usr/bin/python3.");
        var directory = Directory.CreateTempSubdirectory("preference-center-").FullName;
        var (certificate, key) = (Path.Combine(directory, "cert.pem"), Path.Combine(directory, "key.pem"));
        await File.WriteAllTextAsync(certificate, SmtpPeer.Certificate.ExportCertificatePem(), cancel);
        await File.WriteAllTextAsync(key, SmtpPeer.CertificateKeyPem(), cancel);
        var port = FreePort();
        var server = new ForeignSmtp(
            Run(Path.Combine(AppContext.BaseDirectory, "Mail", "foreign_smtp.py"), certificate, key, $"{port}"),
            directory,
            port
        );
        Assert.Equal("ready", await server.process.StandardOutput.ReadLineAsync(cancel));
        return server;
    }

    public async Task<ForeignMail> NextAsync(CancellationToken cancel) =>
        JsonSerializer.Deserialize<ForeignMail>((await process.StandardOutput.ReadLineAsync(cancel))!, Web)!;

    private static async Task<bool> HasItAsync(CancellationToken cancel)
    {
        if (!File.Exists(Python))
            return false;
        using var asked = Run("-c", "import aiosmtpd");
        await asked.WaitForExitAsync(cancel);
        return asked.ExitCode == 0;
    }

    private static Process Run(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(Python, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
