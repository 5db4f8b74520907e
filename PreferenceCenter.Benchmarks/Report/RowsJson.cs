using System.Text.Json;

namespace PreferenceCenter.Benchmarks.Report;

/// <summary>
/// Writes the rows as one JSON array for programs. Figures are not rounded; a missing figure is null.
/// </summary>
internal static class RowsJson
{
    public static void Write(Stream stream, IEnumerable<Row> rows)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (var row in rows)
            Write(json, row);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        json.WriteString("measure", row.Measure);
        Write(json, "value", row.Value);
        json.WriteString("unit", row.Unit);
        Write(json, "ratio", row.Ratio);
        json.WriteString("of", row.Of);
        Write(json, "floor", row.Floor?.Bound);
        if (row.Met is { } met)
            json.WriteBoolean("met", met);
        else
            json.WriteNull("met");
        json.WriteEndObject();
    }

    // JSON has no NaN: a figure that could not be measured is null.
    private static void Write(Utf8JsonWriter json, string name, double? figure)
    {
        if (figure is { } value && double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
