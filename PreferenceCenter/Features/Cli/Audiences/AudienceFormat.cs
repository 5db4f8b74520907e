using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PreferenceCenter.Shared.Csv;

namespace PreferenceCenter.Features.Cli.Audiences;

/// <summary>
/// Writes audience rows as text: CSV with a header line for people, or one JSON object a line for programs.
/// </summary>
internal sealed class AudienceFormat(bool csv)
{
    public void WriteHeader(TextWriter to)
    {
        if (csv)
            CsvText.WriteRow(to, AudienceRow.Columns);
    }

    public string Write(IEnumerable<AudienceRow> rows)
    {
        var text = new StringWriter();
        foreach (var row in rows)
            if (csv)
                CsvText.WriteRow(
                    text,
                    row.Email,
                    row.Name,
                    row.Id.ToString(),
                    row.Language,
                    row.Frequency,
                    row.Tracking,
                    row.Profiling,
                    row.PreferencesUrl,
                    row.UnsubscribeUrl,
                    row.ListUnsubscribe,
                    row.ListUnsubscribePost,
                    row.ListId
                );
            else
                text.Write(JsonSerializer.Serialize(row, AudienceJson.Lines.AudienceRow) + "\n");
        return text.ToString();
    }
}

/// <summary>JSON serialisation of an audience row, generated at build time.</summary>
[JsonSerializable(typeof(AudienceRow))]
internal sealed partial class AudienceJson : JsonSerializerContext
{
    public static AudienceJson Lines { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                // Header values hold <, > and +. The default encoder would write < as \u003C, which is correct but
                // unreadable.
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
