namespace PreferenceCenter.Tests.BadDays.Disturbances;

/// <summary>Kills a node with <c>kill -9</c> and starts it again, as a service manager does.</summary>
internal sealed class KilledNode() : Disturbance("a node killed")
{
    public override async Task RunAsync(BadDay day, Random random, CancellationToken cancel)
    {
        var node = day.Nodes[random.Next(day.Nodes.Count)];
        await node.KillAsync();
        await node.StartAsync(cancel);
    }
}
