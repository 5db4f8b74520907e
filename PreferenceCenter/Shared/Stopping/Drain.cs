namespace PreferenceCenter.Shared.Stopping;

/// <summary>
/// Waits between the request to stop and the end of listening. In this time the load balancer sees that the node is
/// stopping, and kept connections are closed one by one instead of being cut.
/// </summary>
internal sealed class Drain(TimeSpan drainFor, TimeProvider clock)
{
    public async Task UntilOverAsync(IHostApplicationLifetime lifetime)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (lifetime.ApplicationStopping.Register(asked.SetResult))
            await asked.Task;
        if (drainFor > TimeSpan.Zero)
            await Task.Delay(drainFor, clock);
    }
}
