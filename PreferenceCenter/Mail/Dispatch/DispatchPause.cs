namespace PreferenceCenter.Mail.Dispatch;

/// <summary>
/// A lock that the dispatcher of this process takes to claim emails. Whoever holds it can queue emails and settle them
/// without their being sent: the demo does, whose past is over.
/// </summary>
internal sealed class DispatchPause : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    public async Task<IDisposable> HoldAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        return new Held(turn);
    }

    public void Dispose() => turn.Dispose();

    private sealed class Held(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
