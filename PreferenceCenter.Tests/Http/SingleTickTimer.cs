namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Periodic timer that fires once per advance of the clock. The fake clock would fire every missed period: thirty
/// million times for a year of seconds.
/// </summary>
internal sealed class SingleTickTimer : ITimer
{
    private readonly Lock gate = new();
    private readonly Func<TimerCallback, TimeSpan, ITimer> once;
    private readonly Action callback;
    private readonly TimeSpan period;
    private ITimer? next;
    private bool isDisposed;

    public SingleTickTimer(
        Func<TimerCallback, TimeSpan, ITimer> once,
        Action callback,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        (this.once, this.callback, this.period) = (once, callback, period);
        Arm(dueTime);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            next?.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm(TimeSpan dueTime)
    {
        lock (gate)
        {
            if (isDisposed)
                return;
            next?.Dispose();
            next = once(_ => Fire(), dueTime);
        }
    }

    private void Fire()
    {
        callback();
        Arm(period);
    }
}
