using CsCheck;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Charts;
using PreferenceCenter.Features.Console.Insights;
using PreferenceCenter.Insights;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Insights;

/// <summary>
/// Tests that counts under five cannot be had from what insights show, by no subtraction of ranges, topics, totals,
/// percentages or downloads.
/// </summary>
public sealed class SuppressionTests
{
    private static readonly DateOnly First = new(2026, 6, 1);
    private const int Days = 8;

    /// <summary>What a history is: additions by day, topic and kind.</summary>
    private sealed record Addition(int Day, long Topic, DayCount Kind, int Count);

    private static readonly Gen<Addition[]> Histories = Gen.Select(
        Gen.Int[0, Days - 1],
        Gen.Long[1, 3],
        Gen.Int[0, DayCounts.Kinds - 1],
        Gen.Int[1, 7],
        (day, topic, kind, count) => new Addition(day, topic, (DayCount)kind, count)
    ).Array[1, 40];

    // The steps of every sum since the first day are what is told; people more than steps tell are moved a day on where
    // that crosses no step. A report of the other history must be the same, whatever is asked.
    [Fact]
    [Trait("Pitfall", "48")]
    public void Two_histories_with_the_same_steps_give_the_same_report_for_every_range_and_topic()
    {
        var compared = 0;
        Histories.Sample(
            history =>
            {
                var reports = AllReports(history);
                foreach (var other in Others(history).Take(3))
                {
                    Assert.Equal(reports, AllReports(other));
                    Interlocked.Increment(ref compared);
                }
            },
            iter: 20
        );
        Assert.True(compared > 10, $"only {compared} were compared");
    }

    // A day later or earlier for one of the first few of a kind: the sums at the ends of the days between change by one.
    private static IEnumerable<Addition[]> Others(Addition[] history)
    {
        foreach (var (addition, i) in history.Select((addition, i) => (addition, i)))
        foreach (var day in (int[])[addition.Day - 1, addition.Day + 1])
        {
            if (day is < 0 or >= Days)
                continue;
            Addition[] other =
            [
                .. history[..i],
                addition with
                {
                    Count = addition.Count - 1,
                },
                .. history[(i + 1)..],
                addition with
                {
                    Day = day,
                    Count = 1,
                },
            ];
            if (Steps(history).SequenceEqual(Steps(other)))
                yield return other;
        }
    }

    // By kind, and by the sums of kinds that are told beside them, for each topic and for all.
    private static IEnumerable<long> Steps(Addition[] history) =>
        from day in Enumerable.Range(0, Days)
        from topic in (long[])[0, 1, 2, 3]
        let sums = Sums(history, day, topic)
        from told in sums.Append(CountSeries.Gained(sums))
            .Append(CountSeries.Lost(sums))
            .Append(CountSeries.People(sums))
        select CountSteps.Of(told);

    private static long[] Sums(Addition[] history, int day, long topic)
    {
        var sums = new long[DayCounts.Kinds];
        foreach (var a in history.Where(a => a.Day <= day && (topic == 0 || a.Topic == topic)))
            sums[(int)a.Kind] += a.Count;
        return sums;
    }

    private static List<string> AllReports(Addition[] history)
    {
        var reports = new List<string>();
        for (var from = 0; from < Days; from++)
        for (var to = from; to < Days; to++)
        for (var topic = 0L; topic <= 3; topic++)
        {
            var period = InsightsPeriod.Of(First.AddDays(from), First.AddDays(to), First.AddDays(Days));
            var csv = new StringWriter();
            InsightsModule.Write(csv, ReportOf(history, period, topic), one => $"{one}");
            reports.Add(csv.ToString());
        }
        return reports;
    }

    private static InsightsReport ReportOf(Addition[] history, InsightsPeriod period, long topic)
    {
        var rows = new List<(int, long, long[])>();
        foreach (var a in history)
        {
            var day = First.AddDays(a.Day);
            if (day > period.To)
                continue;
            var bound =
                day < period.ComparedFrom ? 0
                : day < period.From ? 1
                : 2 + (day.DayNumber - period.From.DayNumber) / period.PartDays;
            var counts = new long[DayCounts.Kinds];
            counts[(int)a.Kind] = a.Count;
            rows.Add((bound, a.Topic, counts));
            rows.Add((bound, DayCounts.AllTopics, counts));
        }
        return InsightsReader.ReportOf(period, topic, rows, [], []);
    }

    // Somebody adds and subtracts all ranges of a series, and knows the rule: every history that would have shown the
    // same is as possible as the true one. No count of one to four is the only one possible, in any range.
    [Fact]
    [Trait("Pitfall", "48")]
    public void No_range_with_fewer_than_five_has_only_one_count_that_is_possible()
    {
        const int days = 4;
        var worlds = Worlds(days, most: 9)
            .ToLookup(world =>
                string.Join(' ', Enumerable.Range(0, days).Select(d => CountSteps.Of(world[..(d + 1)].Sum())))
            );
        var asked = 0;
        foreach (var shown in worlds)
            for (var from = 0; from < days; from++)
            for (var to = from; to < days; to++)
            {
                long[] possible = [.. shown.Select(world => world[from..(to + 1)].Sum()).Distinct()];
                asked++;
                Assert.False(possible is [>= 1 and <= 4], $"{shown.Key}: days {from} to {to} have {possible[0]}");
            }
        Assert.True(asked > 100);
    }

    // The bad twin: hiding what is under five tells it by subtraction.
    [Fact]
    [Trait("Pitfall", "48")]
    public void Hiding_small_counts_alone_would_tell_them()
    {
        const int days = 4;
        static string Hidden(long count) => count is >= 1 and <= 4 ? "fewer than 5" : $"{count}";
        var worlds = Worlds(days, most: 7)
            .ToLookup(world =>
                string.Join(
                    ' ',
                    from first in Enumerable.Range(0, days)
                    from last in Enumerable.Range(first, days - first)
                    select Hidden(world[first..(last + 1)].Sum())
                )
            );
        Assert.Contains(worlds, shown => shown.Select(world => world[1]).Distinct().ToArray() is [>= 1 and <= 4]);
    }

    private static IEnumerable<long[]> Worlds(int days, int most) =>
        days == 0
            ?
            [
                [],
            ]
            : Worlds(days - 1, most)
                .SelectMany(world => Enumerable.Range(0, most + 1).Select(n => (long[])[.. world, n]));

    [Fact]
    [Trait("Pitfall", "48")]
    public void A_total_of_parts_that_are_all_under_five_never_tells_that_each_is_four()
    {
        for (var parts = 1; parts <= 12; parts++)
        {
            long[] fours = [.. Enumerable.Repeat(4L, parts)];
            var told = CountSteps.OfTotal(fours.Sum(), fours);
            // A total as shown is possible with a part of three as well.
            Assert.True(told <= fours.Sum() - 1, $"{parts} parts: {told}");
            Assert.InRange(fours.Sum() - told, 0, 8);
        }
        Assert.Equal(100, CountSteps.OfTotal(103, [60, 43]));
    }

    [Theory]
    [Trait("Pitfall", "48")]
    [InlineData(0, "fewer than 5")]
    [InlineData(5, "fewer than 10")]
    [InlineData(10, "10")]
    public void What_a_file_says_is_never_a_number_under_ten(long told, string says) =>
        Assert.Equal(says, ToldCount.InFile(told, people: false));

    [Fact]
    [Trait("Pitfall", "48")]
    public void A_percentage_is_of_what_is_told()
    {
        Assert.Null(new ComparedCount(20, 5).Percent);
        Assert.Equal(50, new ComparedCount(15, 10).Percent);
        Assert.Null(new FormRate("f", 5, 5).Percent);
        Assert.Equal(100, new FormRate("f", 10, 15).Percent);
    }
}
