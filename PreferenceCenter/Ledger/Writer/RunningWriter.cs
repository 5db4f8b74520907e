namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Runs the change writer in a command, a process that does not serve, for as long as the command needs it.
/// </summary>
internal sealed class RunningWriter : IAsyncDisposable
{
    private readonly ChangeWriter writer;

    private RunningWriter(ChangeWriter writer) => this.writer = writer;

    public static Task<RunningWriter> StartAsync(ChangeWriter writer, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        writer.Start();
        return Task.FromResult(new RunningWriter(writer));
    }

    // Submitted changes are finished even if the command was cancelled.
    public async ValueTask DisposeAsync() => await writer.StopAsync(CancellationToken.None);
}
