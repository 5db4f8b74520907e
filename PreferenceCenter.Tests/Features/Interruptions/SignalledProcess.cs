using System.Diagnostics;
using System.Runtime.InteropServices;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.Features.Interruptions;

/// <summary>A command as a process of its own, which the test sends signals to.</summary>
internal sealed class SignalledProcess : IDisposable
{
    public const int Hangup = 1,
        Interrupt = 2,
        Terminate = 15;

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    /// <summary>Starts it in that directory. Its standard input is a pipe that stays open.</summary>
    public SignalledProcess(string directory, params IEnumerable<string> command)
    {
        process = Process.Start(
            new ProcessStartInfo(
                // Tests that run in the background of a shell are told to ignore what they are sent, and would hand that on.
                "env",
                [
                    "--default-signal=HUP,INT,QUIT,TERM",
                    Path.Combine(AppContext.BaseDirectory, "PreferenceCenter"),
                    .. command,
                    .. WebCenter.Arguments(directory, []),
                ]
            )
            {
                WorkingDirectory = directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public bool HasEnded => process.HasExited;

    public void Send(int signal)
    {
        if (!process.HasExited)
            _ = Kill(process.Id, signal);
    }

    /// <summary>Exit code, standard output and standard error. Fails where it does not end in time.</summary>
    public async Task<(int ExitCode, string Out, string Error)> EndAsync(TimeSpan within, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(within);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
