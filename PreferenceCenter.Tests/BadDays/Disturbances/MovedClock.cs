namespace PreferenceCenter.Tests.BadDays.Disturbances;

/// <summary>
/// Moves the wall clock of one node an hour ahead, an hour back and to the right time again while subscribers act.
/// </summary>
internal sealed class MovedClock() : Disturbance("the clock moved")
{
    private const int Meanwhile = 25;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan About = TimeSpan.FromMinutes(5);

    public override async Task RunAsync(BadDay day, Random random, CancellationToken cancel)
    {
        var node = day.Nodes[random.Next(day.Nodes.Count)];
        foreach (var offset in (TimeSpan[])[Hour, -Hour])
        {
            node.Clock!.Set(offset);
            await UntilItIsAsync(node, offset, cancel);
            await day.Load.WaitForMoreAsync(Meanwhile, cancel);
        }
        node.Clock!.Set(TimeSpan.Zero);
        await UntilItIsAsync(node, TimeSpan.Zero, cancel);
        node.Clock.IsRight();
    }

    // Read from the Date header of its answers, to be sure that the process follows.
    private static async Task UntilItIsAsync(Node node, TimeSpan offset, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Wait.UntilAsync(
            async () =>
            {
                using var answer = await http.GetAsync(new Uri(node.Address, "/health/live"), cancel);
                return (answer.Headers.Date - TimeProvider.System.GetUtcNow() - offset)?.Duration() < About;
            },
            TimeLimit,
            cancel,
            $"the clock of a node stands at {offset}"
        );
    }
}
