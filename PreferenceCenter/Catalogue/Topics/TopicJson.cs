using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>Writes categories and topics as JSON: the export file, and the detail of their ledger events.</summary>
internal static class TopicJson
{
    internal static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    internal static readonly JsonWriterOptions Indented = Compact with { Indented = true, NewLine = "\n" };

    public static string File(
        CatalogueSnapshot catalogue,
        IEnumerable<CategoryRow> categories,
        IEnumerable<TopicRow> topics
    )
    {
        var order = catalogue.Topics.Select((t, i) => (t.Number, i)).ToDictionary(t => t.Number, t => t.i);
        return Write(
            Indented,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("categories");
                foreach (var category in categories.OrderBy(c => c.Order).ThenBy(c => c.Key, StringComparer.Ordinal))
                    Write(json, category);
                json.WriteEndArray();
                json.WriteStartArray("topics");
                foreach (var topic in topics.OrderBy(t => order[t.Number]))
                    Write(json, topic);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    public static string Of(CategoryRow category) => Write(Compact, json => Write(json, category));

    public static string Of(TopicRow topic) => Write(Compact, json => Write(json, topic));

    /// <summary>The entry of a topic in a file.</summary>
    public static JsonObject Entry(TopicRow topic) => JsonNode.Parse(Of(topic))!.AsObject();

    private static void Write(Utf8JsonWriter json, CategoryRow category)
    {
        json.WriteStartObject();
        json.WriteString("key", category.Key);
        json.WriteNumber("order", category.Order);
        json.WriteStartObject("texts");
        foreach (var text in InOrder(category.Texts, t => t.Language))
        {
            json.WriteStartObject(text.Language);
            json.WriteString("name", text.Name);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TopicRow topic)
    {
        json.WriteStartObject();
        json.WriteString("key", topic.Key);
        json.WriteNumber("number", topic.Number);
        json.WriteString("category", topic.CategoryKey);
        json.WriteNumber("order", topic.Order);
        json.WriteString("state", WireName.Of(topic.State));
        json.WriteBoolean("private", topic.Private);
        json.WriteStartArray("frequencies");
        foreach (
            var frequency in Enum.GetValues<Frequency>()
                .Where(f => f != Frequency.Off && (topic.Frequencies & (1 << (int)f)) != 0)
                .Reverse()
        )
            json.WriteStringValue(WireName.Of(frequency));
        json.WriteEndArray();
        if (topic.ProductFamily is not null)
            json.WriteString("productFamily", topic.ProductFamily);
        if (topic.SingleOptIn is not null)
            json.WriteString("singleOptIn", topic.SingleOptIn);
        json.WriteBoolean("sensitive", topic.Sensitive);
        json.WriteBoolean("checkedTemplatesOnly", topic.CheckedTemplatesOnly);
        if (topic.SenderAddress is not null)
        {
            json.WriteStartObject("sender");
            json.WriteString("name", topic.SenderName);
            json.WriteString("address", topic.SenderAddress);
            json.WriteEndObject();
        }
        WriteSamples(json, topic);
        if (topic.MergedInto is not null)
            json.WriteString("mergedInto", topic.MergedInto);
        json.WriteStartObject("texts");
        foreach (var text in InOrder(topic.Texts, t => t.Language))
        {
            json.WriteStartObject(text.Language);
            json.WriteString("name", text.Name);
            json.WriteString("description", text.Description);
            json.WriteString("howOften", text.HowOften);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSamples(Utf8JsonWriter json, TopicRow topic)
    {
        if (topic.Texts.All(t => t.Sample is null))
            return;
        json.WriteStartObject("sample");
        foreach (var text in InOrder(topic.Texts, t => t.Language))
            if (text.Sample is not null)
                json.WriteString(text.Language, text.Sample);
        json.WriteEndObject();
    }

    internal static IEnumerable<T> InOrder<T>(IEnumerable<T> texts, Func<T, string> language)
    {
        var order = Languages.All.ToList();
        return texts.OrderBy(t => order.IndexOf(language(t)));
    }

    internal static string Write(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options))
            write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
