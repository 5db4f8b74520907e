using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// The program as an operator starts it: a separate process, on a free port, over a directory that outlives it.
/// </summary>
internal sealed class ServingProcess : IAsyncDisposable
{
    private const int Terminate = 15,
        ContinueSignal = 18,
        StopSignal = 19;
    private readonly Process process;
    private readonly StringBuilder said = new();

    private ServingProcess(ProcessStartInfo start, Uri address)
    {
        Address = address;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }
    public int Id => process.Id;

    /// <summary>Null while it runs.</summary>
    public int? ExitCode => process.HasExited ? process.ExitCode : null;

    /// <summary>Both outputs; complete once the process has ended.</summary>
    public string Output
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    public static Task<ServingProcess> StartAsync(
        string directory,
        CancellationToken cancel,
        params IEnumerable<string> settings
    ) => StartAsync(directory, new Dictionary<string, string>(), cancel, settings);

    public static async Task<ServingProcess> StartAsync(
        string directory,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancel,
        params IEnumerable<string> settings
    )
    {
        var server = Start(directory, settings, environment);
        await server.UntilAsync("/health/ready", cancel);
        return server;
    }

    /// <summary>Starts another copy of the program than the tests' own.</summary>
    public static async Task<ServingProcess> StartAsync(string program, string directory, CancellationToken cancel)
    {
        var server = Start(directory, [], program: program);
        await server.UntilAsync("/health/ready", cancel);
        return server;
    }

    /// <summary>Starts a process at an address of the caller's, for one that others know.</summary>
    public static async Task<ServingProcess> StartAtAsync(
        Uri address,
        string directory,
        CancellationToken cancel,
        params IEnumerable<string> settings
    )
    {
        var server = Start(directory, settings, at: address);
        await server.UntilAsync("/health/ready", cancel);
        return server;
    }

    /// <summary>
    /// Starts a process and returns as soon as it listens: it may have the work of its first start before it, or answer
    /// only that it does not serve.
    /// </summary>
    public static async Task<ServingProcess> StartLiveAsync(
        string directory,
        CancellationToken cancel,
        IReadOnlyDictionary<string, string>? environment = null,
        params IEnumerable<string> settings
    )
    {
        var server = Start(directory, settings, environment);
        await server.UntilAsync("/health/live", cancel);
        return server;
    }

    /// <summary>Starts it with these variables and the settings files beside it alone, but for its port.</summary>
    public static async Task<ServingProcess> StartByAsync(
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancel
    )
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "PreferenceCenter"),
            [$"--Urls={address}"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new ServingProcess(start, address);
        await server.UntilAsync("/health/ready", cancel);
        return server;
    }

    /// <summary>Runs a command on the same directory. Returns its exit code and output.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(
        string directory,
        CancellationToken cancel,
        params string[] command
    ) => RunAsync(directory, new Dictionary<string, string>(), cancel, command);

    public static async Task<(int ExitCode, string Output)> RunAsync(
        string directory,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancel,
        params string[] command
    )
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "PreferenceCenter"),
            [.. command, .. WebCenter.Arguments(directory, [])]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(cancel),
            process.StandardError.ReadToEndAsync(cancel)
        );
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output + await error);
    }

    private static ServingProcess Start(
        string directory,
        IEnumerable<string> settings,
        IReadOnlyDictionary<string, string>? environment = null,
        string? program = null,
        Uri? at = null
    )
    {
        var address = at ?? new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(
            program ?? Path.Combine(AppContext.BaseDirectory, "PreferenceCenter"),
            WebCenter.Arguments(directory, settings.Prepend($"Urls={address}"))
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new ServingProcess(start, address);
    }

    /// <summary>Waits until that path answers 200.</summary>
    public async Task UntilAsync(string path, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        while (!await IsThereAsync(http, path, cancel))
            await Task.Delay(20, cancel);
    }

    private async Task<bool> IsThereAsync(HttpClient http, string path, CancellationToken cancel)
    {
        if (process.HasExited)
            throw new InvalidOperationException($"It ended with {process.ExitCode}: {Output}");
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, path), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Stops the process as a service manager does. Returns its exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancel)
    {
        AskToStop();
        return await EndAsync(cancel);
    }

    public void AskToStop() => Send(Terminate);

    /// <summary>Stops the process in its tracks: it keeps its connections and answers nobody.</summary>
    public void Pause() => Send(StopSignal);

    public void Continue() => Send(ContinueSignal);

    private void Send(int signal)
    {
        if (Signal(process.Id, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} could not be sent.");
    }

    public async Task<int> EndAsync(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    private void Keep(string? line)
    {
        lock (said)
            said.AppendLine(line);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }
}
