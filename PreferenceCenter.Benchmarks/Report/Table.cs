namespace PreferenceCenter.Benchmarks.Report;

/// <summary>Writes the rows as a Markdown table, which is also readable as plain text.</summary>
internal static class Table
{
    private static readonly string[] Heads =
    [
        "measure",
        "value",
        "unit",
        "ratio",
        "of",
        "floor",
        "met",
        "µs : µs",
        "times",
        "floor",
        "met",
    ];
    private static readonly bool[] RightAligned =
    [
        false,
        true,
        false,
        true,
        false,
        true,
        false,
        true,
        true,
        true,
        false,
    ];

    public static void Write(TextWriter writer, IReadOnlyList<Row> rows)
    {
        string[][] lines = [Heads, .. rows.Select(Cells)];
        var widths = Heads.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        WriteLine(writer, Heads, widths);
        WriteLine(
            writer,
            [
                .. widths.Select(
                    (width, column) => RightAligned[column] ? new string('-', width - 1) + ":" : new string('-', width)
                ),
            ],
            widths
        );
        foreach (var line in lines.Skip(1))
            WriteLine(writer, line, widths);
    }

    private static string[] Cells(Row row) =>
        [
            row.Measure,
            Text(row.Value),
            row.Unit,
            row.Ratio is { } ratio ? Text(ratio) : "",
            row.Of ?? "",
            row.Floor?.ToString() ?? "",
            Text(row.Met),
            row.Processor is { } time ? $"{Text(time.Own)} : {Text(time.Other)}" : "",
            row.Processor is { Ratio: var times } ? Text(times) : "",
            row.Processor?.Floor?.ToString() ?? "",
            row.Processor is { Floor: not null, Met: var met } ? Text(met) : "",
        ];

    private static string Text(bool? met) =>
        met switch
        {
            true => "yes",
            false => "NO",
            null => "",
        };

    private static string Text(double figure) => double.IsFinite(figure) ? Figure.Text(figure) : "–";

    private static void WriteLine(TextWriter writer, string[] cells, int[] widths) =>
        writer.WriteLine(
            "| "
                + string.Join(
                    " | ",
                    cells.Select((cell, i) => RightAligned[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))
                )
                + " |"
        );
}
