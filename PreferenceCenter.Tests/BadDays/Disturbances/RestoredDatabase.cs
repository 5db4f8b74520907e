using System.Text.Json;

namespace PreferenceCenter.Tests.BadDays.Disturbances;

/// <summary>
/// Puts a dump that was made some disturbances before in the place of the database, and does then what
/// docs/operations.md tells an operator of two machines to do: <c>restore --replay</c> once on each.
/// </summary>
internal sealed class RestoredDatabase() : Disturbance("the database restored")
{
    /// <summary>State of the nodes when the database is replaced.</summary>
    private enum Way
    {
        Running,
        OneHung,
        OneKilled,
        Stopped,
    }

    /// <summary>What a node that dies or hangs has acknowledged, the other one has written down by then.</summary>
    private static readonly TimeSpan WrittenDown = TimeSpan.FromSeconds(2.5);

    public override async Task RunAsync(BadDay day, Random random, CancellationToken cancel)
    {
        var (way, first) = (random.GetItems(Enum.GetValues<Way>(), 1)[0], random.Next(day.Nodes.Count));
        var (one, other) = (day.Nodes[first], day.Nodes[1 - first]);
        var dump = day.TakeDump();
        await dump.LoadAsync();
        var stopped = way == Way.Stopped;
        if (way == Way.OneHung)
            one.Pause();
        if (way == Way.OneKilled)
            await one.KillAsync();
        if (way is Way.OneHung or Way.OneKilled)
            await Task.Delay(WrittenDown, cancel);
        if (way == Way.OneKilled)
            await other.UntilCoversAsync(one, cancel);
        if (stopped)
            foreach (var code in await Task.WhenAll(day.Nodes.Select(node => node.StopAsync(cancel))))
                if (code is not (0 or 3))
                    throw new InvalidOperationException($"A node that was stopped ended with {code}.");
        var restore = await dump.ReplaceAsync(day.Lists, way.ToString());
        day.Begin(restore);
        if (way == Way.OneHung)
            one.Continue();
        if (way == Way.OneKilled)
            await one.StartLiveAsync(cancel);

        foreach (var node in (Node[])[other, one])
            restore.Add(await ReplayAsync(node, cancel));
        if (restore.Last.ExitCode != 0)
            throw new InvalidOperationException($"Both journals were replayed, and yet: {restore.Last.Output}");
        if (stopped)
            await Task.WhenAll(day.Nodes.Select(node => node.StartLiveAsync(cancel)));
        await UntilBothServeAsync(day, cancel);
        restore.OverAt = TimeProvider.System.GetTimestamp();
    }

    private static async Task<Replay> ReplayAsync(Node node, CancellationToken cancel)
    {
        for (var left = 2; ; left--)
        {
            var (code, output, error) = await node.Command.RunAsync(cancel, "restore", "--replay", "--json");
            if (code is 0 or 3 && output.StartsWith('{'))
                return Result(code, output, error);
            // A node or an import that is slow on a busy machine has the journal in hand: told to run it again.
            if (left == 0)
                throw new InvalidOperationException($"restore --replay ended with {code}: {output} {error}");
        }
    }

    private static Replay Result(int code, string output, string error)
    {
        using var json = JsonDocument.Parse(output);
        return new Replay(
            code,
            error,
            json.RootElement.GetProperty("replayed").GetInt64(),
            json.RootElement.TryGetProperty("keptUntilTheyAppear", out var kept)
            && kept.ValueKind == JsonValueKind.Number
                ? kept.GetInt64()
                : 0
        );
    }

    // A node that recognized that its database was replaced may have ended, for its unit to start it again.
    private static async Task UntilBothServeAsync(BadDay day, CancellationToken cancel)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ; await Task.Delay(100, cancel))
        {
            foreach (var node in day.Nodes)
                if (node.ExitCode is { } code)
                {
                    if (code is not (0 or 3))
                        throw new InvalidOperationException($"A node ended with {code}: {node.Output}");
                    await node.StartLiveAsync(cancel);
                }
            var ready = await Task.WhenAll(day.Nodes.Select(node => node.IsReadyAsync(cancel)));
            if (ready.All(r => r))
                return;
            if (TimeProvider.System.GetElapsedTime(start) > TimeLimit)
                throw new TimeoutException("Both journals were replayed, and a node does not serve.");
        }
    }
}
