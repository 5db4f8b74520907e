using PreferenceCenter.Domain;

namespace PreferenceCenter.Insights;

/// <summary>
/// Sums since the first day, of each topic, at the bounds of a period: before the days it is compared with, before its own,
/// and at the end of each of its parts. They are told in steps.
/// </summary>
internal sealed class CountSeries
{
    private readonly Dictionary<long, long[][]> topics = [];

    /// <param name="added">What was added up to a bound since the one before, by topic.</param>
    /// <param name="bounds">Number of bounds.</param>
    public CountSeries(IEnumerable<(int Bound, long Topic, long[] Counts)> added, int bounds)
    {
        foreach (var (bound, topic, counts) in added)
        {
            if (!topics.TryGetValue(topic, out var sums))
                topics.Add(topic, sums = [.. Enumerable.Range(0, bounds).Select(_ => new long[DayCounts.Kinds])]);
            for (var i = 0; i < counts.Length; i++)
                sums[bound][i] += counts[i];
        }
        foreach (var sums in topics.Values)
            for (var bound = 1; bound < bounds; bound++)
            for (var i = 0; i < DayCounts.Kinds; i++)
                sums[bound][i] += sums[bound - 1][i];
    }

    /// <summary>The topics that ever had anybody.</summary>
    public IEnumerable<long> Topics => topics.Keys.Where(Aspect.IsTopic).Order();

    /// <summary>What all topics together can be no more than the sum of: people, and how they came and went.</summary>
    public long Told(long topic, int bound, Func<long[], long> of) =>
        topic == DayCounts.AllTopics
            ? CountSteps.OfTotal(At(topic, bound, of), [.. Topics.Select(one => At(one, bound, of))])
            : CountSteps.Of(At(topic, bound, of));

    /// <summary>A count that is no sum over topics: a pause, and a reason, may be about everything at once.</summary>
    public long ToldAlone(long topic, int bound, DayCount kind) =>
        CountSteps.Of(At(topic, bound, counts => counts[(int)kind]));

    private long At(long topic, int bound, Func<long[], long> of) =>
        topics.TryGetValue(topic, out var sums) ? of(sums[bound]) : 0;

    public static long Gained(long[] counts) => InsightsReport.Sources.Sum(kind => counts[(int)kind]);

    public static long Lost(long[] counts) => InsightsReport.Losses.Sum(kind => counts[(int)kind]);

    public static long People(long[] counts) => Gained(counts) - Lost(counts);
}
