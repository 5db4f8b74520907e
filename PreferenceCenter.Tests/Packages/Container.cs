using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PreferenceCenter.Tests.Packages;

/// <summary>Container of an image, in which programs are run one by one. It shares this machine's network.</summary>
internal sealed class Container : IAsyncDisposable
{
    private readonly string name;
    private readonly StringBuilder said = new();
    private Process? server;

    private Container(string name) => this.name = name;

    public static async Task<Container> OfAsync(string image, CancellationToken cancel) =>
        new((await Tool.RunAsync("buildah", ["from", "--pull-never", image], cancel)).Trim());

    public Task CopyAsync(string file, string target, CancellationToken cancel) =>
        Tool.RunAsync("buildah", ["copy", "--quiet", name, file, target], cancel);

    public Task<string> RunAsync(CancellationToken cancel, params IEnumerable<string> command) =>
        Tool.RunAsync("buildah", ["run", "--isolation", "chroot", name, "--", .. command], cancel);

    public Task<string> RunAsAsync(string user, CancellationToken cancel, params IEnumerable<string> command) =>
        Tool.RunAsync("buildah", ["run", "--isolation", "chroot", "--user", user, name, "--", .. command], cancel);

    /// <summary>Starts a server in it and waits until it is ready.</summary>
    public async Task ServeAsync(Uri address, string? user, IEnumerable<string> command, CancellationToken cancel)
    {
        string[] options = user is null ? [] : ["--user", user];
        server = new Process
        {
            StartInfo = Tool.Start("buildah", ["run", "--isolation", "chroot", .. options, name, "--", .. command]),
        };
        server.OutputDataReceived += (_, line) => Keep(line.Data);
        server.ErrorDataReceived += (_, line) => Keep(line.Data);
        server.Start();
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        while (!await IsReadyAsync(http, address, cancel))
            await Task.Delay(20, cancel);
    }

    private async Task<bool> IsReadyAsync(HttpClient http, Uri address, CancellationToken cancel)
    {
        if (server!.HasExited)
            throw new InvalidOperationException($"It ended with {server.ExitCode}: {Said()}");
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "/health/ready"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task StopAsync()
    {
        if (server is null)
            return;
        // Killed, buildah would leave what it runs behind; asked to stop, it ends that too.
        await Tool.RunAsync(
            "kill",
            ["-TERM", server.Id.ToString(CultureInfo.InvariantCulture)],
            CancellationToken.None
        );
        await server.WaitForExitAsync();
        server.Dispose();
        server = null;
    }

    private void Keep(string? line)
    {
        lock (said)
            said.AppendLine(line);
    }

    private string Said()
    {
        lock (said)
            return said.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Tool.RunAsync("buildah", ["rm", name], CancellationToken.None);
    }
}
