using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests.PersonalData;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// The export as JSON: every place of data with its description and rows. Members are only ever added; docs/export.md
/// explains each.
/// </summary>
internal static class ExportJson
{
    public const int Version = 1;
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(ExportContents contents)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("writtenAt", Time(contents.At));
            json.WriteStartArray("places");
            foreach (var entry in DataMap.All)
                WritePlace(json, entry, contents.Held.Places.FirstOrDefault(p => p.Entry == entry)?.Rows);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>A value as a cell of a table.</summary>
    public static string? Text(object? value) =>
        value switch
        {
            null => null,
            DateTimeOffset at => Time(at),
            byte[] bytes => Convert.ToBase64String(bytes),
            bool truth => truth ? "true" : "false",
            JsonElement element => element.GetRawText(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };

    private static void WritePlace(Utf8JsonWriter json, DataEntry entry, DataRows? rows)
    {
        json.WriteStartObject();
        json.WriteString("key", entry.Key);
        json.WriteString("place", WireName.Of(entry.Place));
        json.WriteString("category", WireName.Of(entry.Category));
        json.WriteString("basis", WireName.Of(entry.Basis));
        json.WriteString("source", WireName.Of(entry.Source));
        json.WriteString("kept", WireName.Of(entry.Kept));
        if (entry.WhyNotRead is { } why)
            json.WriteString("notRead", why);
        if (rows is not null)
        {
            json.WriteStartArray("rows");
            foreach (var row in rows.Rows)
                WriteRow(json, rows.Columns, row);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<string> columns, object?[] row)
    {
        json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
        {
            json.WritePropertyName(columns[i]);
            switch (row[i])
            {
                case null:
                    json.WriteNullValue();
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case bool truth:
                    json.WriteBooleanValue(truth);
                    break;
                case JsonElement element:
                    element.WriteTo(json);
                    break;
                case var value:
                    json.WriteStringValue(Text(value));
                    break;
            }
        }
        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
