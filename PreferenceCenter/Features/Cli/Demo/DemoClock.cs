namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// The clock of what the demo makes up, and its agenda: works of the past year in the order of their times, each of
/// which finds the clock at its own.
/// </summary>
internal sealed class DemoClock : TimeProvider
{
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset At, int Number)> agenda = new();
    private DateTimeOffset now;
    private int number;

    public override DateTimeOffset GetUtcNow() => now;

    public void Plan(DateTimeOffset at, Func<Task> work) => agenda.Enqueue(work, (at, number++));

    /// <summary>Does what is planned until then, and what that plans. What would come later never happens.</summary>
    public async Task RunAsync(DateTimeOffset until, CancellationToken cancel)
    {
        while (agenda.TryDequeue(out var work, out var when) && when.At < until)
        {
            cancel.ThrowIfCancellationRequested();
            now = when.At;
            await work();
        }
    }
}
