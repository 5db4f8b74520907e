using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using PreferenceCenter.Features.Console.Charts;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Parts;

/// <summary>Tests that charts show what they are given: in the right direction, to scale, and named.</summary>
public sealed class ChartTests : ConsoleParts
{
    [Fact]
    public void Bars_stand_above_and_hang_below_zero_to_one_scale()
    {
        var chart = Render<GainLossBars>(p =>
            p.Add(c => c.Alt, "40 gained, 20 lost")
                .Add(
                    c => c.Bars,
                    [new ChartBar("1 Mar", 40, 20, "1 March: 40 and 20"), new ChartBar("2 Mar", 0, 5, "2 March")]
                )
        );
        Assert.Equal(
            ("img", "40 gained, 20 lost"),
            (chart.Find("svg").GetAttribute("role"), chart.Find("svg").GetAttribute("aria-label"))
        );
        var (gain, loss, zero) = (chart.FindAll(".gain"), chart.FindAll(".loss"), Number(chart.Find(".zero"), "y1"));
        Assert.Equal(zero, Number(gain[0], "y") + Number(gain[0], "height"), 0.11);
        Assert.Equal(zero, Number(loss[0], "y"), 0.11);
        Assert.Equal(2, Number(gain[0], "height") / Number(loss[0], "height"), 0.05);
        Assert.Equal((0, true), (Number(gain[1], "height"), Number(loss[1], "height") > 0));
        Assert.Equal(["1 March: 40 and 20", "2 March"], chart.FindAll("title").Select(t => t.TextContent));
    }

    [Fact]
    public void Names_at_the_ends_of_lines_do_not_cover_each_other()
    {
        var chart = Render<NamedLines>(p =>
            p.Add(c => c.Alt, "Five topics")
                .Add(c => c.Labels, ["Jan", "Feb"])
                .Add(c => c.Lines, [.. Enumerable.Range(0, 5).Select(i => new ChartLine($"Topic {i}", [0, i]))])
        );
        var ends = chart.FindAll(".names text:not(.axis)").Select(t => Number(t, "y")).Order().ToArray();
        Assert.Equal(5, ends.Length);
        Assert.All(ends.Zip(ends.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 31.9));
        Assert.InRange(ends[^1], 0, 234);
        // Each line ends at its own value: more is higher.
        var heights = chart
            .FindAll("polyline")
            .Select(l => double.Parse(l.GetAttribute("points")!.Split(',')[^1], CultureInfo.InvariantCulture))
            .ToArray();
        Assert.Equal(heights.OrderDescending(), heights);
    }

    [Theory]
    [InlineData(0, 0), InlineData(3, 5), InlineData(17, 0), InlineData(999, 1_000_001)]
    public void An_axis_holds_its_values_in_few_round_steps(long above, long below)
    {
        var axis = ChartAxis.Of(above, below);
        Assert.True(axis.Above >= above && axis.Below >= below && axis.Length > 0);
        Assert.InRange(axis.Values.Count(), 2, 7);
        Assert.Contains(0, axis.Values);
    }

    [Theory]
    [InlineData(-3, "0"), InlineData(40, "40"), InlineData(140, "100")]
    public void A_bar_in_a_cell_is_never_longer_than_its_cell(int percent, string width) =>
        Assert.Equal(
            width,
            Render<CellBar>(p => p.Add(b => b.Percent, percent)).FindAll("rect")[1].GetAttribute("width")
        );

    private static double Number(IElement element, string attribute) =>
        double.Parse(element.GetAttribute(attribute)!, CultureInfo.InvariantCulture);
}
