namespace PreferenceCenter.Tests.BadDays.Disturbances;

/// <summary>
/// Stops a node in its tracks for longer than anybody waits (<c>kill -STOP</c>), wherever it is amid its changes, and
/// lets it go on as if nothing had been.
/// </summary>
internal sealed class HungNode() : Disturbance("a node hung")
{
    private const int Least = 6,
        Most = 13;

    public override async Task RunAsync(BadDay day, Random random, CancellationToken cancel)
    {
        var node = day.Nodes[random.Next(day.Nodes.Count)];
        node.Pause();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(random.Next(Least, Most)), cancel);
        }
        finally
        {
            node.Continue();
        }
    }
}
