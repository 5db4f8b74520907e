using PreferenceCenter.Benchmarks.Load;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>Measures what a request costs with very many subscribers, compared with few.</summary>
internal sealed class GrowthMeasure : Measure
{
    private const int Connections = 64;
    private const int SmallRound = 10_000;
    private static readonly Floor OverSmall = Floor.AtMost(1.3);

    public override string Name => "growth";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var (few, many) = (
            await bench.CrowdAsync(Options.Small, cancel),
            await bench.CrowdAsync(bench.Options.Large, cancel)
        );
        return
        [
            await CompareAsync(bench, "leave", Side.Leaves, few, many, cancel),
            await CompareAsync(bench, "page", Side.Pages, few, many, cancel),
            await CompareAsync(bench, "save", Side.Saves, few, many, cancel),
        ];
    }

    // The same number of requests on both sides, few enough for the small database: one round for each of the four
    // forms, and a fifth of the subscriptions.
    private static async Task<Row> CompareAsync(
        Bench bench,
        string what,
        Func<Bench, CrowdDatabase, int, int, LoadPlan> plan,
        CrowdDatabase few,
        CrowdDatabase many,
        CancellationToken cancel
    )
    {
        using var small = await (await bench.InstallAsync(few.Crowd, cancel)).ServeAsync(cancel);
        using var large = await (await bench.InstallAsync(many.Crowd, cancel)).ServeAsync(cancel);
        var ratios = new List<double>();
        var rates = new List<double>();
        var times = new List<ProcessorTime>();
        for (var round = 0; round < SaveForm.Count; round++)
        {
            var sides = new[]
            {
                new Contender(bench, $"{what}, {few.Crowd.People}", small, plan(bench, few, small.Port, round)),
                new Contender(bench, $"{what}, {many.Crowd.People}", large, plan(bench, many, large.Port, round)),
            };
            foreach (var side in round % 2 == 0 ? sides : sides.Reverse())
                await side.RunAsync(60, 1, cancel);
            ratios.Add(sides[0].PerSecond / sides[1].PerSecond);
            rates.Add(sides[1].PerSecond);
            times.Add(sides[1].ProcessorTime(sides[0]));
        }
        return new Row(
            $"{what} among {Figure.Text(many.Crowd.People)} people",
            Median.Of(rates),
            "requests/s",
            Median.Of(ratios),
            $"cost among {Figure.Text(few.Crowd.People)}",
            OverSmall
        )
        {
            Processor = new(
                Median.Of(times.Select(t => t.Own)),
                Median.Of(times.Select(t => t.Other)),
                Median.Of(times.Select(t => t.Ratio))
            ),
        };
    }

    /// <summary>The load plans of the three kinds of request.</summary>
    private static class Side
    {
        public static LoadPlan Leaves(Bench bench, CrowdDatabase crowd, int port, int round) =>
            Requests.Leave(
                port,
                Connections,
                Mint(bench, LinkPurpose.Unsubscribe, crowd.Subscriptions().Skip(round * SmallRound))
            );

        public static LoadPlan Pages(Bench bench, CrowdDatabase crowd, int port, int round) =>
            Requests.Page(
                port,
                Connections,
                Mint(bench, LinkPurpose.Preferences, crowd.Usual().Select(id => (id, 0u)))
            ) with
            {
                Again = false,
            };

        public static LoadPlan Saves(Bench bench, CrowdDatabase crowd, int port, int round) =>
            Requests.Save(
                port,
                Connections,
                Mint(bench, LinkPurpose.Preferences, crowd.Usual().Select(id => (id, 0u))),
                SaveForm.Body(round),
                expect: 303
            );

        private static TokenFile Mint(Bench bench, LinkPurpose purpose, IEnumerable<(Guid, uint)> people) =>
            TokenFile.Mint(
                bench.Workspace.NewFile("tokens"),
                Installation.Key,
                purpose,
                people.Take(SmallRound),
                bench.Now
            );
    }
}
