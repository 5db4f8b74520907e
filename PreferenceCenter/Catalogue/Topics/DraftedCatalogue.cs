using System.Collections.Frozen;
using System.Text.Json.Nodes;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>The catalogue as it would be with a topic that is being edited. Nothing is checked: it is only looked at.</summary>
internal static class DraftedCatalogue
{
    public static CatalogueSnapshot Of(CatalogueSnapshot now, TopicPreview preview)
    {
        var edited = InfoOf(now, preview);
        return now with { Topics = [.. now.Topics.Where(t => t.Key != edited.Key), edited] };
    }

    private static TopicInfo InfoOf(CatalogueSnapshot now, TopicPreview preview)
    {
        var entry = preview.Entry;
        var key = Text(entry["key"]);
        var known = now.ByKey.GetValueOrDefault(key);
        var number = known?.Number ?? now.Topics.Select(t => t.Number).DefaultIfEmpty().Max() + 1;
        var state = WireName.Parse<TopicState>(Text(entry["state"])) ?? TopicState.Published;
        var topic = new Topic(
            number,
            key,
            // A draft is published to be seen.
            state == TopicState.Draft
                ? TopicState.Published
                : state,
            IsSet(entry["private"]),
            [.. List(entry["frequencies"]).Select(WireName.Parse<Frequency>).OfType<Frequency>().Order()]
        )
        {
            Notice = now.Notices.GetValueOrDefault(number),
            SingleOptIn = Text(entry["singleOptIn"]).Length > 0,
            Sensitive = IsSet(entry["sensitive"]),
        };
        return new TopicInfo(topic, preview.Category, Number(entry["order"]), TextsOf(entry, key))
        {
            Notice = known?.Notice,
            MergedInto = known?.MergedInto,
        };
    }

    private static FrozenDictionary<string, TopicWords> TextsOf(JsonObject entry, string key) =>
        (entry["texts"] as JsonObject ?? [])
            .Where(t => t.Value is JsonObject words && words.Any(w => Text(w.Value).Length > 0))
            .ToFrozenDictionary(
                t => t.Key,
                t => new TopicWords(
                    Text(t.Value!["name"]) is { Length: > 0 } name ? name : key,
                    Text(t.Value["description"]),
                    Text(t.Value["howOften"])
                )
                {
                    Sample = Text(entry["sample"]?[t.Key]) is { Length: > 0 } sample ? sample : null,
                }
            );

    private static IEnumerable<string> List(JsonNode? node) => (node as JsonArray ?? []).Select(Text);

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static bool IsSet(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var set) && set;

    private static int Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) ? number : int.MaxValue;
}
