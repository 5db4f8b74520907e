namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Runs the loads of several contenders one after the other, for several rounds, every second round in reverse order.
/// So other work on the machine affects all alike.
/// </summary>
internal static class Contest
{
    public static async Task RunAsync(Bench bench, CancellationToken cancel, params IReadOnlyList<Contender> contenders)
    {
        foreach (var contender in contenders)
            await contender.WarmAsync(cancel);
        var rounds = bench.Options.Rounds;
        for (var round = 0; round < rounds; round++)
            foreach (var contender in round % 2 == 0 ? contenders : contenders.Reverse())
                await contender.RunAsync(bench.Options.RunFor, rounds - round, cancel);
    }
}
