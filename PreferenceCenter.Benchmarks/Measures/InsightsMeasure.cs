using System.Diagnostics;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the insights page over a year in which everybody came and half of them left, with many people and with few, in
/// turns: the counts by day that it reads are as many.
/// </summary>
internal sealed class InsightsMeasure : Measure
{
    private const string Page = "/staff/insights?last=365",
        Address = "marketing@example.org";
    private const int Days = 365,
        Warmup = 40;
    private static readonly Floor AtMost = Floor.AtMost(100),
        OfFew = Floor.AtMost(1.5);

    public override string Name => "insights";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var times = bench.Options.Quick ? 60 : 200;
        var (large, small) = (bench.Options.Large, Options.Small);
        var (many, few) = (await bench.InstallAsync(large, cancel), await bench.InstallAsync(small, cancel));
        Live(many, large.People, bench.Now);
        Live(few, small.People, bench.Now);
        using var first = await many.ServeAsync(cancel);
        using var second = await few.ServeAsync(cancel);
        using Visitor ofMany = new(first.Port),
            ofFew = new(second.Port);
        await SignInAsync(many, ofMany, cancel);
        await SignInAsync(few, ofFew, cancel);
        var (manyTimes, fewTimes) = (new List<double>(), new List<double>());
        for (var time = -Warmup; time < times; time++)
        {
            var (one, other) = (await TimeAsync(ofMany, cancel), await TimeAsync(ofFew, cancel));
            if (time < 0)
                continue;
            manyTimes.Add(one);
            fewTimes.Add(other);
        }
        var title = $"insights, a year over {Figure.Text(large.People)} people: p50";
        return
        [
            new Row(title, Median.Of(manyTimes), "ms", Floor: AtMost),
            new Row(
                $"{title}, against {Figure.Text(small.People)} people",
                Median.Of(manyTimes),
                "ms",
                Median.Of(manyTimes.Zip(fewTimes, (of, to) => of / to)),
                $"the same over {Figure.Text(small.People)} people",
                OfFew
            ),
        ];
    }

    private static async Task<double> TimeAsync(Visitor marketing, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        await marketing.ReadAsync(Page, cancel);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task SignInAsync(Installation installation, Visitor visitor, CancellationToken cancel)
    {
        using var command = installation.Run("staff", "add", "--email", Address, "--role", "marketing");
        await visitor.SignInAsync(await command.FinishAsync(cancel), Address, cancel);
    }

    // What the change writer would have added, day by day, had they come and gone over the year.
    private static void Live(Installation installation, int people, DateTimeOffset now)
    {
        using var database = installation.Place.Open();
        using var store = database.OpenWriteStore();
        for (var day = 0; day < Days; day++)
        {
            if (!store.TryBegin(TimeSpan.FromSeconds(20)))
                throw new InvalidOperationException("Somebody else holds the new database.");
            store.Enter([], []);
            var set = new WriteSet();
            var number = SiteCalendar.Utc.DayOf(now.AddDays(day - Days)).DayNumber;
            for (var topic = 0; topic <= Crowd.Topics; topic++)
                set.TopicDays.Add((number, topic, Counts(people / Days, topic)));
            store.Write(set);
            store.Commit();
        }
    }

    private static long[] Counts(int people, int topic)
    {
        var counts = new long[DayCounts.Kinds];
        for (var kind = 0; kind < counts.Length; kind++)
            counts[kind] = 1 + people * (kind + 1 + topic) / 200;
        return counts;
    }
}
