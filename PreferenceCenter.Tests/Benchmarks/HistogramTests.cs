using PreferenceCenter.Benchmarks.Load;
using Xunit;

namespace PreferenceCenter.Tests.Benchmarks;

/// <summary>Tests the benchmark's histogram of durations and its percentiles.</summary>
public sealed class HistogramTests
{
    [Fact]
    public void Percentiles_of_known_durations_are_true_to_one_percent()
    {
        var histogram = new Histogram();
        for (var microseconds = 1; microseconds <= 100_000; microseconds++)
            histogram.Add(microseconds);

        Assert.Equal(100_000, histogram.Count);
        Assert.Equal(100_000, histogram.Max);
        foreach (var share in new[] { 0.001, 0.5, 0.9, 0.99, 0.999 })
            Assert.InRange(histogram.Percentile(share), 100_000 * share, 100_000 * share * 1.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1_000_003)]
    [InlineData(long.MaxValue)]
    public void One_duration_is_every_percentile(long microseconds)
    {
        var histogram = new Histogram();
        histogram.Add(microseconds);

        Assert.Equal(microseconds, histogram.Percentile(0.01));
        Assert.Equal(microseconds, histogram.Percentile(0.99));
    }

    [Fact]
    public void A_few_slow_ones_show_in_p99_and_not_in_the_median()
    {
        var histogram = new Histogram();
        for (var i = 0; i < 980; i++)
            histogram.Add(1_000);
        for (var i = 0; i < 20; i++)
            histogram.Add(50_000);

        Assert.InRange(histogram.Percentile(0.5), 1_000, 1_010);
        Assert.InRange(histogram.Percentile(0.98), 1_000, 1_010);
        Assert.InRange(histogram.Percentile(0.99), 50_000, 50_500);
    }

    [Fact]
    public void Two_put_together_count_as_one()
    {
        var (one, other) = (new Histogram(), new Histogram());
        for (var i = 0; i < 90; i++)
            one.Add(100);
        for (var i = 0; i < 10; i++)
            other.Add(10_000);
        one.Add(other);

        Assert.Equal(100, one.Count);
        Assert.Equal(100, one.Percentile(0.9));
        Assert.Equal(10_000, one.Percentile(0.91));
    }

    [Fact]
    public void Nothing_counted_is_nought() => Assert.Equal(0, new Histogram().Percentile(0.99));
}
