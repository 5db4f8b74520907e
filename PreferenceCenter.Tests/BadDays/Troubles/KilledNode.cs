namespace PreferenceCenter.Tests.BadDays.Troubles;

/// <summary><c>kill -9</c>, and started again by whoever looks after it.</summary>
internal sealed class KilledNode() : TransientErrors("a node killed")
{
    public override async Task StrikeAsync(BadDay day, Random random, CancellationToken cancel)
    {
        var node = day.Nodes[random.Next(day.Nodes.Count)];
        await node.KillAsync();
        await node.StartAsync(cancel);
    }
}
