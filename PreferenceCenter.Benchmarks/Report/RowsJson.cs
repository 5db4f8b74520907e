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
        Write(json, "met", row.Met);
        Write(json, "processorTime", row.Processor?.Own);
        Write(json, "processorTimeOf", row.Processor?.Other);
        Write(json, "processorRatio", row.Processor?.Ratio);
        Write(json, "processorFloor", row.Processor?.Floor?.Bound);
        Write(json, "processorMet", row.Processor?.Met);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, bool? met)
    {
        if (met is { } value)
            json.WriteBoolean(name, value);
        else
            json.WriteNull(name);
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
