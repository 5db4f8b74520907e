namespace PreferenceCenter.Ledger.Writer;

/// <summary>The writer in a process that does not serve: at work for as long as a command needs it.</summary>
internal sealed class RunningWriter : IAsyncDisposable
{
    private readonly ChangeWriter writer;

    private RunningWriter(ChangeWriter writer) => this.writer = writer;

    public static async Task<RunningWriter> StartAsync(ChangeWriter writer, CancellationToken cancel)
    {
        await writer.StartAsync(cancel);
        return new RunningWriter(writer);
    }

    // What was submitted is finished, whether or not the command was stopped.
    public async ValueTask DisposeAsync() => await writer.StopAsync(CancellationToken.None);
}
