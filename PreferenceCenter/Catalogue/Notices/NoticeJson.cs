using System.Globalization;
using System.Text.Json;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>Writes notices as JSON: the export file, and the detail of a notice's ledger event.</summary>
internal static class NoticeJson
{
    public static string File(IReadOnlyList<NoticeRow> inForce, IReadOnlyDictionary<long, string> topics) =>
        TopicJson.Write(
            TopicJson.Indented,
            json =>
            {
                json.WriteStartObject();
                if (inForce.FirstOrDefault(n => n.TopicNumber == 0) is { } site)
                    WriteSite(json, site);
                Permission(json, "tracking", inForce.FirstOrDefault(n => n.TopicNumber == Aspect.Tracking));
                Permission(json, "profiling", inForce.FirstOrDefault(n => n.TopicNumber == Aspect.Profiling));
                json.WriteStartArray("topics");
                foreach (var notice in inForce.Where(n => n.TopicNumber > 0).OrderBy(n => n.TopicNumber))
                    WriteTopic(json, notice, topics[notice.TopicNumber]);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    /// <summary>
    /// Detail of the ledger event: version and hashes. The text itself is in the database and never changes.
    /// </summary>
    public static string Of(NoticeRow notice, string name) =>
        TopicJson.Write(
            TopicJson.Compact,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("notice", name);
                WriteVersion(json, notice);
                if (notice.RenewBy is { } by)
                    json.WriteString("renewBy", by.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
                json.WriteStartObject("languages");
                foreach (var text in TopicJson.InOrder(notice.Texts, t => t.Language))
                    json.WriteString(text.Language, Convert.ToHexStringLower(text.Hash));
                json.WriteEndObject();
                json.WriteEndObject();
            }
        );

    private static void WriteSite(Utf8JsonWriter json, NoticeRow notice)
    {
        json.WriteStartObject("site");
        WriteVersion(json, notice);
        using (var first = JsonDocument.Parse(notice.Texts[0].Source))
        {
            json.WritePropertyName("controllers");
            first.RootElement.GetProperty("controllers").WriteTo(json);
        }
        json.WriteStartObject("texts");
        foreach (var text in TopicJson.InOrder(notice.Texts, t => t.Language))
        {
            using var source = JsonDocument.Parse(text.Source);
            json.WritePropertyName(text.Language);
            source.RootElement.GetProperty("text").WriteTo(json);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Permission(Utf8JsonWriter json, string name, NoticeRow? notice)
    {
        if (notice is null)
            return;
        json.WriteStartObject(name);
        WriteStatements(json, notice);
    }

    private static void WriteTopic(Utf8JsonWriter json, NoticeRow notice, string topic)
    {
        json.WriteStartObject();
        json.WriteString("topic", topic);
        WriteStatements(json, notice);
    }

    private static void WriteStatements(Utf8JsonWriter json, NoticeRow notice)
    {
        WriteVersion(json, notice);
        json.WriteStartObject("texts");
        foreach (var text in TopicJson.InOrder(notice.Texts, t => t.Language))
        {
            json.WriteStartObject(text.Language);
            json.WriteString("statement", text.Source);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteVersion(Utf8JsonWriter json, NoticeRow notice)
    {
        json.WriteString("version", Invariant($"{notice.Major}.{notice.Minor}"));
        json.WriteString("hash", Convert.ToHexStringLower(notice.Hash));
        json.WriteString(
            "publishedAt",
            notice.PublishedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
        );
    }
}
