using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>A process of ours: ended with us, however we end.</summary>
internal sealed class Child : IDisposable
{
    private readonly StringBuilder output = new();
    private readonly StringBuilder complaints = new();
    private readonly Process process;

    private Child(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(complaints, line.Data);
        AppDomain.CurrentDomain.ProcessExit += End;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static Child Start(string program, IEnumerable<string> arguments, string directory, IEnumerable<(string Key, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return new Child(start);
    }

    /// <summary>This program once more, in one of its hidden modes.</summary>
    public static Child StartSelf(string directory, IEnumerable<(string Key, string Value)> environment, params IEnumerable<string> arguments) =>
        Start(Path.Combine(AppContext.BaseDirectory, "PreferenceCenter.Benchmarks"), arguments, directory, environment);

    public bool HasExited => process.HasExited;
    public TimeSpan Processor => process.TotalProcessorTime;
    public string Complaints { get { lock (complaints) return complaints.ToString(); } }

    /// <summary>Bytes of memory that are this process's now, and the most there were so far; 0 once it is gone.</summary>
    public long Resident => Status("VmRSS:") ?? 0;
    public long Peak => Status("VmHWM:") ?? 0;
    /// <summary>Of <see cref="Resident"/>, what no file stands behind and the system cannot take back; null where it does not say.</summary>
    public long? Anonymous => Status("RssAnon:");

    /// <summary>Tells one of our own modes to end.</summary>
    public void CloseInput() => process.StandardInput.Close();

    /// <summary>Waits for the end; what it printed. Anything but success is an exception with its complaints.</summary>
    public async Task<string> FinishAsync(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        lock (output)
            return process.ExitCode == 0 ? output.ToString()
                : throw new InvalidOperationException($"{Path.GetFileName(process.StartInfo.FileName)} {string.Join(' ', process.StartInfo.ArgumentList.Take(3))} ended with {process.ExitCode}: {output}{Complaints}");
    }

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text)
            if (line is not null && text.Length < 1_000_000) text.AppendLine(line);
    }

    private long? Status(string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            return line is null ? null : 1024 * long.Parse(line.AsSpan(name.Length).Trim(" \tkB"), CultureInfo.InvariantCulture);
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
