using System.Text.Json;
using PreferenceCenter.Benchmarks.Report;
using Xunit;

namespace PreferenceCenter.Tests.Benchmarks;

/// <summary>Tests the rows of the benchmark report: floors, the Markdown table and JSON.</summary>
public sealed class RowTests
{
    [Theory]
    [InlineData(0.23, true)]
    [InlineData(0.22, true)]
    [InlineData(0.219, false)]
    public void A_ratio_is_held_against_the_floor_whatever_the_value(double ratio, bool met) =>
        Assert.Equal(met, new Row("leave", 9, "requests/s", ratio, "bare", Floor.AtLeast(0.22)).Met);

    [Theory]
    [InlineData(9.9, true)]
    [InlineData(10, true)]
    [InlineData(10.1, false)]
    public void A_value_alone_is_held_against_the_floor(double value, bool met) =>
        Assert.Equal(met, new Row("p99", value, "ms", Floor: Floor.AtMost(10)).Met);

    [Fact]
    public void What_nobody_promised_is_neither_met_nor_missed() => Assert.Null(new Row("p50", 3, "ms").Met);

    [Fact]
    public void A_figure_that_could_not_be_had_is_missed()
    {
        Assert.False(new Row("leave", double.NaN, "failed").Met);
        Assert.False(new Row("p99", double.NaN, "ms", Floor: Floor.AtMost(10)).Met);
        Assert.False(new Row("leave", double.NaN, "requests/s", double.NaN, "bare", Floor.AtLeast(0.22)).Met);
    }

    [Fact]
    public void The_table_is_Markdown_with_columns_under_each_other()
    {
        var text = new StringWriter();
        Table.Write(
            text,
            [
                new Row("leave", 12_345.6, "requests/s", 0.234, "bare", Floor.AtLeast(0.22))
                {
                    Processor = new(162.4, 22.84, 7.111, Floor.AtMost(6)),
                },
                new Row("nodes", 3000, "requests/s", 1.01, "one") { Processor = new(101, 100, 1.01) },
                new Row("leave: p99", 12.34, "ms", Floor: Floor.AtMost(10)),
            ]
        );

        Assert.Equal(
            """
            | measure    |  value | unit       | ratio | of   |  floor | met |    µs : µs | times | floor | met |
            | ---------- | -----: | ---------- | ----: | ---- | -----: | --- | ---------: | ----: | ----: | --- |
            | leave      | 12 346 | requests/s | 0.234 | bare | ≥ 0.22 | yes | 162 : 22.8 |  7.11 |   ≤ 6 | NO  |
            | nodes      |  3 000 | requests/s |  1.01 | one  |        |     |  101 : 100 |  1.01 |       |     |
            | leave: p99 |   12.3 | ms         |       |      |   ≤ 10 | NO  |            |       |       |     |

            """,
            text.ToString(),
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public void Json_rows_have_every_member_and_exact_figures()
    {
        using var stream = new MemoryStream();
        RowsJson.Write(
            stream,
            [
                new Row("leave", 12_345.678, "requests/s", 0.25, "bare", Floor.AtLeast(0.22))
                {
                    Processor = new(99, 20, 4.95, Floor.AtMost(5)),
                },
                new Row("gone", double.NaN, "failed"),
            ]
        );
        using var json = JsonDocument.Parse(stream.ToArray());

        var (leave, gone) = (json.RootElement[0], json.RootElement[1]);
        Assert.Equal(
            [
                "measure",
                "value",
                "unit",
                "ratio",
                "of",
                "floor",
                "met",
                "processorTime",
                "processorTimeOf",
                "processorRatio",
                "processorFloor",
                "processorMet",
            ],
            leave.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(99, leave.GetProperty("processorTime").GetDouble());
        Assert.Equal(20, leave.GetProperty("processorTimeOf").GetDouble());
        Assert.Equal(4.95, leave.GetProperty("processorRatio").GetDouble());
        Assert.True(leave.GetProperty("processorMet").GetBoolean());
        Assert.Equal(JsonValueKind.Null, gone.GetProperty("processorRatio").ValueKind);
        Assert.Equal(JsonValueKind.Null, gone.GetProperty("processorMet").ValueKind);
        Assert.Equal(12_345.678, leave.GetProperty("value").GetDouble());
        Assert.Equal(0.25, leave.GetProperty("ratio").GetDouble());
        Assert.Equal(0.22, leave.GetProperty("floor").GetDouble());
        Assert.True(leave.GetProperty("met").GetBoolean());
        Assert.Equal(JsonValueKind.Null, gone.GetProperty("value").ValueKind);
        Assert.Equal(JsonValueKind.Null, gone.GetProperty("of").ValueKind);
        Assert.False(gone.GetProperty("met").GetBoolean());
    }
}
