using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// A clock in the test's hands that tells when somebody begins to wait on it: only then is advancing it of use.
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
                ? new Beat((strike, due) => Once(strike, null, due), () => callback(state), dueTime, period)
                : Once(callback, state, dueTime);
        waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Whoever waits from now on is watched for; who waited before is not.</summary>
    public void ForgetWaits()
    {
        while (waits.Reader.TryRead(out _)) { }
    }

    /// <summary>Until somebody waits for so long.</summary>
    public async Task UntilWaitedForAsync(TimeSpan length, CancellationToken cancel)
    {
        while (await waits.Reader.ReadAsync(cancel) != length) { }
    }

    private ITimer Once(TimerCallback callback, object? state, TimeSpan dueTime) =>
        base.CreateTimer(callback, state, dueTime, Timeout.InfiniteTimeSpan);
}
