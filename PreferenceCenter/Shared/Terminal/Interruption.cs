using System.Runtime.InteropServices;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>
/// The request to stop: Ctrl-C, a service manager's TERM, a terminal that was closed. A command ends in order, with 128
/// and the signal's number. A server ends as it does on any stop, and does not mind a closed terminal.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>Time that a command has to end after it was asked to.</summary>
    private static readonly TimeSpan EndFor = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource asked = new();
    private readonly List<PosixSignalRegistration> heard = [];
    private int exitCode;

    /// <summary>Cancelled when the process is asked to stop.</summary>
    public CancellationToken Token => asked.Token;

    /// <summary>Exit code of what was interrupted; null where nothing was.</summary>
    public int? ExitCode => exitCode == 0 ? null : exitCode;

    /// <summary>Whether the process serves: the host then ends it, in its own time.</summary>
    public bool Serves { get; set; }

    /// <summary>What is done and what is not, where a command knows it better than its description.</summary>
    public string? Standing { get; set; }

    /// <summary>Listens to the signals of this process.</summary>
    public static Interruption Listen()
    {
        var interruption = new Interruption();
        interruption.Hear(PosixSignal.SIGINT, 2);
        interruption.Hear(PosixSignal.SIGTERM, 15);
        interruption.Hear(PosixSignal.SIGHUP, 1);
        return interruption;
    }

    private void Hear(PosixSignal signal, int number) =>
        heard.Add(
            PosixSignalRegistration.Create(
                signal,
                context =>
                {
                    context.Cancel = true;
                    if (!Serves || signal != PosixSignal.SIGHUP)
                        Ask(128 + number);
                }
            )
        );

    private void Ask(int code)
    {
        if (Interlocked.CompareExchange(ref exitCode, code, 0) == 0)
        {
            _ = asked.CancelAsync();
            if (!Serves)
                _ = EndLaterAsync(code);
        }
        else if (!Serves)
            Environment.Exit(code);
    }

    // A second signal, or one that was not followed, ends the process where it is: the database is as after a kill.
    private static async Task EndLaterAsync(int code)
    {
        await Task.Delay(EndFor);
        Environment.Exit(code);
    }

    public void Dispose()
    {
        heard.ForEach(registration => registration.Dispose());
        asked.Dispose();
    }
}
