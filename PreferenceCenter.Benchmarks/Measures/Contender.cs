using System.Diagnostics;
using PreferenceCenter.Benchmarks.Load;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// One of the servers that are compared, and its load. Each load uses tokens that were not used before.
/// </summary>
/// <param name="parts">Programs that work for the server. Their processor time counts as its own.</param>
internal sealed class Contender(Bench bench, string name, LoadPlan plan, params IReadOnlyList<MeasuredProgram> parts)
{
    /// <summary>The share of unexpected answers above which the measure fails: one in a thousand.</summary>
    private const double Tolerance = 0.001;

    private const int MostWarmUps = 20;

    private readonly List<LoadResult> counted = [];
    private readonly List<double> costs = [];
    private readonly List<double[]> shares = [];
    private long first = plan.First;

    public Contender(
        Bench bench,
        string name,
        ServerProcess server,
        LoadPlan plan,
        params IEnumerable<MeasuredProgram> others
    )
        : this(bench, name, plan, [server.As("server"), .. others]) { }

    public long Used { get; private set; }

    public double PerSecond => Median.Of(counted.Select(r => r.PerSecond));
    public double P50 => Median.Of(counted.Select(r => r.P50));
    public double P99 => Median.Of(counted.Select(r => r.P99));

    /// <summary>How many times as fast as the other contender: the median over the rounds.</summary>
    public double Over(Contender other) =>
        Median.Of(counted.Zip(other.counted, (mine, theirs) => mine.PerSecond / theirs.PerSecond));

    /// <summary>Processor time a request of both, for the row that compares them.</summary>
    public ProcessorTime ProcessorTime(Contender other, Floor? floor = null) =>
        new(
            Median.Of(costs),
            Median.Of(other.costs),
            Median.Of(costs.Zip(other.costs, (mine, theirs) => mine / theirs)),
            floor
        );

    /// <summary>Sends all requests of the plan, and counts none.</summary>
    public Task SpendAsync(CancellationToken cancel) => LoadAsync(0, 600, plan.Most, "not counted", cancel);

    /// <summary>
    /// Loads until processor time a request no longer falls; of tokens that can be used once, with a quarter at most.
    /// </summary>
    public async Task WarmAsync(CancellationToken cancel)
    {
        var (warmUp, left) = (new WarmUp(), Left / 4);
        for (var loads = 0; !warmUp.IsOver && loads < MostWarmUps && left > 0; loads++)
        {
            var (result, cost) = await LoadAsync(0, bench.Options.WarmFor, left, "warm-up", cancel);
            warmUp.Note(cost);
            left -= plan.Again ? 0 : result.Used;
        }
    }

    /// <summary>Processor time of the load and of each part, in shares of one core.</summary>
    public IEnumerable<(string Name, double Share)> Shares =>
        parts
            .Select((part, i) => (part.Name, Median.Of(shares.Select(s => s[i]))))
            .Prepend(("load", Median.Of(counted.Select(r => r.Processor))));

    /// <summary>
    /// Runs a counted load. It ends early when its share of the tokens is used. Its first moments are not counted:
    /// connections are made.
    /// </summary>
    /// <param name="rounds">Number of loads that share the tokens which are left, with this one.</param>
    public async Task RunAsync(double seconds, int rounds, CancellationToken cancel)
    {
        var (result, cost) = await LoadAsync(0.3, seconds, Left / rounds, "", cancel);
        counted.Add(result);
        costs.Add(cost);
    }

    private long Left => plan.Again ? plan.Most : plan.First + plan.Most - first;

    private async Task<(LoadResult Result, double Cost)> LoadAsync(
        double warmFor,
        double runFor,
        long most,
        string remark,
        CancellationToken cancel
    )
    {
        var (before, clock) = (Processors(), Stopwatch.StartNew());
        var result = await LoadProcess.RunAsync(
            bench.Workspace,
            plan with
            {
                First = first,
                Most = plan.Again ? plan.Most : most,
                WarmFor = warmFor,
                RunFor = runFor,
            },
            cancel
        );
        if (!plan.Again)
            first += result.Used;
        Used += result.Used;
        var taken = Processors().Zip(before, (now, then) => now - then).ToArray();
        var cost = taken.Sum(t => t.TotalMicroseconds) / result.Used;
        if (remark.Length == 0)
            shares.Add([.. taken.Select(t => t / clock.Elapsed)]);
        Bench.Say(
            $"  {name, -20} {Figure.Text(result.PerSecond), 8} requests/s  p50 {Figure.Text(result.P50)} p99 {Figure.Text(result.P99)} max {Figure.Text(result.Max)} ms"
                + Invariant(
                    $"  of a core: load {result.Processor:P0}, {string.Join(", ", parts.Zip(taken, (part, t) => Invariant($"{part.Name} {t / clock.Elapsed:P0}")))}"
                )
                + $", {Figure.Text(cost)} µs a request  {remark}"
        );
        if (result.Unexpected > result.Used * Tolerance)
            throw new InvalidOperationException(
                $"{result.Unexpected} of {result.Used} answers of {name} were not {plan.Expect}: {result.FirstUnexpected}"
            );
        return (result, cost);
    }

    private TimeSpan[] Processors() => [.. parts.Select(part => part.Processor())];
}
