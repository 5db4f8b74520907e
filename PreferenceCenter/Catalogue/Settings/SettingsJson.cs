using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue.Topics;

namespace PreferenceCenter.Catalogue.Settings;

/// <summary>Writes and reads values of settings as JSON: the export file, the detail of an event, what a change replaced.</summary>
internal static class SettingsJson
{
    /// <summary>A file of these settings.</summary>
    public static byte[] File(IReadOnlyDictionary<string, string?> site, bool indented = false) =>
        Encoding.UTF8.GetBytes(
            TopicJson.Write(
                indented ? TopicJson.Indented : TopicJson.Compact,
                json =>
                {
                    json.WriteStartObject();
                    json.WritePropertyName("site");
                    Write(json, site);
                    json.WriteEndObject();
                }
            )
        );

    public static string Of(IReadOnlyDictionary<string, string?> site) =>
        TopicJson.Write(TopicJson.Compact, json => Write(json, site));

    /// <summary>The values that <see cref="Of"/> wrote.</summary>
    public static IReadOnlyDictionary<string, string?> Read(string json) =>
        JsonNode
            .Parse(json)!
            .AsObject()
            .ToDictionary(
                value => value.Key,
                value =>
                    value.Value is JsonArray list
                        ? string.Join(',', list.Select(l => l!.GetValue<string>()))
                        : value.Value?.GetValue<string>(),
                StringComparer.Ordinal
            );

    // In the order of the fields, whatever the order of the values is.
    private static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string?> site)
    {
        json.WriteStartObject();
        foreach (var field in SiteField.All)
            if (site.TryGetValue(field.Name, out var value))
                Write(json, field.Name, value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (name != "languages" || value is null)
        {
            json.WriteString(name, value);
            return;
        }
        json.WriteStartArray(name);
        foreach (var language in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
            json.WriteStringValue(language);
        json.WriteEndArray();
    }
}
