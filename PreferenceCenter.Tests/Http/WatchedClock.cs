using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Fake clock that reports when code begins to wait on it; only then does advancing it have an effect.
/// </summary>
internal sealed class WatchedClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

    public WatchedClock()
        : base(TestCenter.Start) { }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer =
            period > TimeSpan.Zero
                ? new SingleTickTimer((strike, due) => Once(strike, null, due), () => callback(state), dueTime, period)
                : Once(callback, state, dueTime);
        waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Watches for waits that begin from now on, not for earlier ones.</summary>
    public void ForgetWaits()
    {
        while (waits.Reader.TryRead(out _)) { }
    }

    /// <summary>Completes when code waits for that duration.</summary>
    public async Task UntilWaitedForAsync(TimeSpan length, CancellationToken cancel)
    {
        while (await waits.Reader.ReadAsync(cancel) != length) { }
    }

    private ITimer Once(TimerCallback callback, object? state, TimeSpan dueTime) =>
        base.CreateTimer(callback, state, dueTime, Timeout.InfiniteTimeSpan);
}
