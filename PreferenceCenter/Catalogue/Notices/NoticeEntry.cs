using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Data;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>
/// The entry of a notice as it is edited: as a file has it, but with the controllers by number, so that each field of
/// them is one of its own.
/// </summary>
internal static class NoticeEntry
{
    private const string Controllers = "controllers";

    public static JsonObject Of(NoticeRow notice)
    {
        var texts = new JsonObject();
        var entry = new JsonObject { ["texts"] = texts };
        foreach (var text in notice.Texts.OrderBy(t => t.Language, StringComparer.Ordinal))
            if (notice.TopicNumber != 0)
                texts[text.Language] = new JsonObject { ["statement"] = text.Source };
            else
            {
                var source = JsonNode.Parse(text.Source)!;
                texts[text.Language] = source["text"]!.DeepClone();
                entry[Controllers] ??= Numbered(source[Controllers]!.AsArray());
            }
        return entry;
    }

    /// <summary>A file with this notice alone.</summary>
    public static JsonObject FileOf(string key, JsonObject edited)
    {
        var entry = edited.DeepClone().AsObject();
        entry.Remove("key");
        EntryFields.DropBlank(entry["texts"]);
        if (key == NoticeKey.Site)
        {
            EntryFields.DropBlank(entry[Controllers]);
            entry[Controllers] = new JsonArray([
                .. (entry[Controllers] as JsonObject ?? [])
                    .OrderBy(c => c.Key, StringComparer.Ordinal)
                    .Select(c => c.Value!.DeepClone()),
            ]);
        }
        if (NoticeKey.AspectOf(key) is not null)
            return new JsonObject { [key[1..]] = entry };
        entry["topic"] = key;
        return new JsonObject { ["topics"] = new JsonArray(entry) };
    }

    private static JsonObject Numbered(JsonArray list) =>
        new(list.Select((item, i) => KeyValuePair.Create(Invariant($"{i}"), item?.DeepClone())));
}
