namespace PreferenceCenter.Ledger.Writer;

/// <summary>The writer in a process that does not serve: at work for as long as a command needs it.</summary>
internal sealed class WriterAtWork : IAsyncDisposable
{
    private readonly ChangeWriter writer;

    private WriterAtWork(ChangeWriter writer) => this.writer = writer;

    public static async Task<WriterAtWork> StartAsync(ChangeWriter writer, CancellationToken cancel)
    {
        await writer.StartAsync(cancel);
        return new WriterAtWork(writer);
    }

    // What was submitted is finished, whether or not the command was stopped.
    public async ValueTask DisposeAsync() => await writer.StopAsync(CancellationToken.None);
}
