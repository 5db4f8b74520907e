using PreferenceCenter.Subscriptions.Imports;
using Xunit;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Tests the CSV reader of imports.</summary>
public sealed class CsvRecordsTests
{
    private static List<(long Line, string Text)> Read(string csv)
    {
        using var records = new CsvRecords(() => new StringReader(csv));
        var read = new List<(long, string)>();
        while (records.Read())
            read.Add(
                (
                    records.Line,
                    records.Broken is null
                        ? string.Join('|', Enumerable.Range(0, records.Count).Select(i => records[i]))
                        : "!"
                )
            );
        return read;
    }

    [Theory]
    [InlineData("", new long[0], new string[0])]
    [InlineData("\n\r\n\n", new long[0], new string[0])]
    [InlineData("a,b\n1,2", new[] { 1L, 2 }, new[] { "a|b", "1|2" })]
    [InlineData("a\r\nb\r\n", new[] { 1L, 2 }, new[] { "a", "b" })]
    [InlineData("a\rb\rc", new[] { 1L, 2, 3 }, new[] { "a", "b", "c" })]
    [InlineData("a\n\n\nb\n", new[] { 1L, 4 }, new[] { "a", "b" })]
    [InlineData("\"x\r\ny\n\nz\",1\nb,2", new[] { 1L, 5 }, new[] { "x\r\ny\n\nz|1", "b|2" })]
    [InlineData("\"he said \"\"no\"\"\",1", new[] { 1L }, new[] { "he said \"no\"|1" })]
    [InlineData("#a,1\nb,2", new[] { 1L, 2 }, new[] { "#a|1", "b|2" })]
    [InlineData("x\"y,1\nb,2", new[] { 1L, 2 }, new[] { "x\"y|1", "b|2" })]
    [InlineData("a\n\"x\"y,1\nb,2\nc,3", new[] { 1L, 2, 3, 4 }, new[] { "a", "!", "b|2", "c|3" })]
    [InlineData("a\n\"x,1\nb,2\nc,3", new[] { 1L, 2, 3, 4 }, new[] { "a", "!", "b|2", "c|3" })]
    [InlineData("a\n\"x,1\nb,2\n\"c\",3", new[] { 1L, 2, 3, 4 }, new[] { "a", "!", "b|2", "c|3" })]
    [InlineData("\"x", new[] { 1L }, new[] { "!" })]
    public void Lines_are_counted_and_a_broken_record_costs_its_line_alone(string csv, long[] lines, string[] texts)
    {
        var read = Read(csv);
        Assert.Equal(texts, read.Select(r => r.Text));
        Assert.Equal(lines, read.Select(r => r.Line));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_record_beyond_all_measure_is_skipped_whole_and_never_read_for_rows(string newLine)
    {
        var forged = $"x{newLine}victim@example.org,1";
        var csv = string.Join(
            newLine,
            "a,b",
            $"\"{new string('x', CsvRecords.Longest)}{newLine}{forged}\",2",
            "c,3",
            ""
        );
        Assert.Equal([(1, "a|b"), (2, "!"), (5, "c|3")], Read(csv));
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_line_however_much_follows()
    {
        var csv = "a,b\n\"x,1\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"row{i},2\n"));
        var read = Read(csv);
        Assert.Equal("!", read[1].Text);
        Assert.Equal(100_002, read.Count);
        Assert.Equal((100_002, "row99999|2"), read[^1]);
    }

    [Fact]
    public void Broken_lines_without_end_are_each_told()
    {
        var csv = string.Concat(Enumerable.Range(0, 5_000).Select(i => i % 2 == 0 ? $"\"x\"y{i},1\n" : $"row{i},2\n"));
        var read = Read(csv);
        Assert.Equal(5_000, read.Count);
        Assert.Equal(2_500, read.Count(r => r.Text == "!"));
        Assert.Equal(Enumerable.Range(1, 5_000).Select(i => (long)i), read.Select(r => r.Line));
    }

    [Fact]
    public void A_record_on_the_edge_of_a_buffer_loses_nothing()
    {
        // Every offset of a line break and of a quote relative to the end of the read buffer.
        for (var pad = CsvRecords.Longest - 40; pad < CsvRecords.Longest - 8; pad++)
        {
            var read = Read(
                $"{new string('p', pad / 2)}\n{new string('q', pad - pad / 2)}\n\"x\r\ny\",1\r\nb,\"2\"\r\n"
            );
            Assert.Equal(["x\r\ny|1", "b|2"], read.Skip(2).Select(r => r.Text));
            Assert.Equal([3, 5], read.Skip(2).Select(r => r.Line));
        }
    }

    [Theory]
    [InlineData("a,b;c\n1,2;3\n", "a|b;c", 2)]
    [InlineData("a,b;c;d\n1,2;3\n", "a,b|c|d", 2)]
    [InlineData("\"a;b;c\",d\n1,2;3\n", "a;b;c|d", 2)]
    [InlineData("a\tb\n1\t2\n", "a|b", 2)]
    [InlineData("a\n1;2\n", "a", 2)]
    [InlineData("sep=;\r\na;b,c,d\r\n1;2\r\n", "a|b,c,d", 3)]
    [InlineData("\"sep=\t\"\na\tb;c;d\n1\t2\n", "a|b;c;d", 3)]
    [InlineData("sep=|,,\ra|b\r1|2", "a|b", 3)]
    public void The_first_line_decides_what_parts_fields(string csv, string header, long second)
    {
        using var records = new CsvRecords(() => new StringReader(csv));
        Assert.True(records.Read());
        Assert.Equal(header, string.Join('|', Enumerable.Range(0, records.Count).Select(i => records[i])));
        Assert.True(records.Read());
        Assert.Equal(second, records.Line);
    }

    [Fact]
    public void A_quote_that_is_closed_only_by_the_next_broken_row_costs_nothing_between_them()
    {
        var between = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"row{i},2\n"));
        var read = Read($"a,b\n\"x,1\n{between}\"y,1\nlast,2\n");
        Assert.Equal(20_004, read.Count);
        Assert.Equal([2L, 20_003], read.Where(r => r.Text == "!").Select(r => r.Line));
    }
}
