namespace PreferenceCenter.Shared.Stopping;

/// <summary>
/// The while between being asked to stop and closing the door: who stands before us sees in it that this node is going,
/// and kept connections are let go one by one instead of being cut.
/// </summary>
internal sealed class Drain(TimeSpan drainFor, TimeProvider clock)
{
    public async Task UntilOverAsync(IHostApplicationLifetime life)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (life.ApplicationStopping.Register(asked.SetResult))
            await asked.Task;
        if (drainFor > TimeSpan.Zero)
            await Task.Delay(drainFor, clock);
    }
}
