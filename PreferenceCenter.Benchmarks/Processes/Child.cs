using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>
/// A process that the benchmarks started. It is killed when the benchmarks end, also when they are interrupted.
/// </summary>
internal sealed class Child : IDisposable
{
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly Process process;

    private Child(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        AppDomain.CurrentDomain.ProcessExit += End;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static Child Start(
        string program,
        IEnumerable<string> arguments,
        string directory,
        IEnumerable<(string Key, string Value)> environment
    ) => Start([program, .. arguments], directory, environment);

    public static Child Start(
        IReadOnlyList<string> command,
        string directory,
        IEnumerable<(string Key, string Value)> environment
    )
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        return new Child(start);
    }

    /// <summary>Starts this program in one of its hidden modes.</summary>
    public static Child StartSelf(
        string directory,
        IEnumerable<(string Key, string Value)> environment,
        params IEnumerable<string> arguments
    ) => StartSelf(Wrapper.None, directory, environment, arguments);

    public static Child StartSelf(
        Wrapper wrapper,
        string directory,
        IEnumerable<(string Key, string Value)> environment,
        params IEnumerable<string> arguments
    ) =>
        Start(
            [.. wrapper.Command, Path.Combine(AppContext.BaseDirectory, "PreferenceCenter.Benchmarks"), .. arguments],
            directory,
            environment
        );

    public bool HasExited => process.HasExited;

    /// <summary>Processor time of the process and all processes it started.</summary>
    public TimeSpan Processor => ProcessTree.Processor(process.Id);
    public string Errors
    {
        get
        {
            lock (errors)
                return errors.ToString();
        }
    }

    /// <summary>Bytes of memory that the process uses now; 0 after its end.</summary>
    public long Resident => Status("VmRSS:") ?? 0;

    /// <summary>The most bytes of memory that the process used so far; 0 after its end.</summary>
    public long Peak => Status("VmHWM:") ?? 0;

    /// <summary>
    /// The part of <see cref="Resident"/> that is not backed by a file, which the system cannot reclaim. Null where the
    /// system does not say.
    /// </summary>
    public long? Anonymous => Status("RssAnon:");

    /// <summary>Tells a hidden mode of this program to end.</summary>
    public void CloseInput() => process.StandardInput.Close();

    /// <summary>
    /// Waits for the end and gives the output. Any exit code but 0 is an exception with the error output.
    /// </summary>
    public async Task<string> FinishAsync(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        lock (output)
            return process.ExitCode == 0
                ? output.ToString()
                : throw new InvalidOperationException(
                    $"{Path.GetFileName(process.StartInfo.FileName)} {string.Join(' ', process.StartInfo.ArgumentList.Take(3))} ended with {process.ExitCode}: {output}{Errors}"
                );
    }

    /// <summary>The same, with the time it took and the most memory it used.</summary>
    public async Task<(double Seconds, string Output, long Peak)> TimeAsync(CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var (end, peak) = (FinishAsync(cancel), 0L);
        while (!end.IsCompleted)
        {
            peak = Math.Max(peak, Peak);
            await Task.WhenAny(end, Task.Delay(20, cancel));
        }
        return (clock.Elapsed.TotalSeconds, await end, peak);
    }

    public Task WaitAsync(CancellationToken cancel) => process.WaitForExitAsync(cancel);

    public void WaitFor(TimeSpan most) => process.WaitForExit(most);

    /// <summary>Sends a signal by its name, as <c>KILL</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text)
            if (line is not null && text.Length < 1_000_000)
                text.AppendLine(line);
    }

    private long? Status(string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status")
                .FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            return line is null
                ? null
                : 1024 * long.Parse(line.AsSpan(name.Length).Trim(" \tkB"), CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private void End(object? sender, EventArgs e) => process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
