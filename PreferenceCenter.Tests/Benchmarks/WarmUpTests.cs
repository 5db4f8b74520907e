using PreferenceCenter.Benchmarks.Measures;
using Xunit;

namespace PreferenceCenter.Tests.Benchmarks;

/// <summary>Tests when the benchmark takes a server for warm.</summary>
public sealed class WarmUpTests
{
    [Theory]
    [InlineData("900 400 300 250 245 246 244", 7)]
    [InlineData("100 100 100 100", 4)]
    [InlineData("100 101 100 90 91 92 90", 7)]
    [InlineData("100 96 92 88 84 80", 0)]
    [InlineData("0 100 100 0 NaN 100 100", 7)]
    [InlineData("100", 0)]
    public void It_is_warm_when_three_loads_in_a_row_were_no_cheaper(string costs, int after)
    {
        var (warmUp, loads) = (new WarmUp(), 0);
        foreach (var cost in costs.Split(' '))
        {
            Assert.False(warmUp.IsOver);
            warmUp.Note(double.Parse(cost, System.Globalization.CultureInfo.InvariantCulture));
            loads++;
        }
        Assert.Equal(after, warmUp.IsOver ? loads : 0);
    }
}
