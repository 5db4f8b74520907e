using System.Text.Json.Nodes;

namespace PreferenceCenter.Catalogue.Translations;

/// <summary>Finds all texts in exported files of topics, notices and forms.</summary>
internal static class TextSlots
{
    private static readonly string[] Parts =
    [
        "purposes",
        "recipients",
        "transfers",
        "retention",
        "rights",
        "withdrawal",
        "complaint",
        "arrangement",
    ];

    public static IEnumerable<TextSlot> OfTopics(JsonObject file)
    {
        foreach (var (category, path, key) in Entries(file, "categories", "key"))
            yield return Slot($"category.{key}", category, path, "name", TextRule.Category);
        foreach (var (topic, path, key) in Entries(file, "topics", "key"))
        {
            yield return Slot($"topic.{key}", topic, path, "name", TextRule.Name);
            yield return Slot($"topic.{key}", topic, path, "description", TextRule.Description);
            yield return Slot($"topic.{key}", topic, path, "howOften", TextRule.HowOften);
            if (topic["sample"] is JsonObject sample)
                yield return new(
                    $"topic.{key}.sample",
                    $"topic.{key}",
                    $"{path}.sample",
                    sample,
                    null,
                    TextRule.Sample
                );
        }
    }

    public static IEnumerable<TextSlot> OfNotices(JsonObject file)
    {
        if (file["site"] is JsonObject site)
            foreach (var part in Parts)
                yield return Slot("information", site, "site", part, TextRule.Information);
        foreach (var name in (string[])["tracking", "profiling"])
            if (file[name] is JsonObject permission)
                yield return Slot(name, permission, name, "statement", TextRule.Statement);
        foreach (var (notice, path, key) in Entries(file, "topics", "topic"))
            yield return Slot($"notice.{key}", notice, path, "statement", TextRule.Statement);
    }

    public static IEnumerable<TextSlot> OfForms(JsonObject file)
    {
        foreach (var (form, path, key) in Entries(file, "forms", "key"))
        {
            yield return Slot($"form.{key}", form, path, "title", TextRule.Title);
            yield return Slot($"form.{key}", form, path, "lead", TextRule.Lead);
            if (form["terms"] is JsonObject terms)
                yield return Slot($"form.{key}.terms", terms, $"{path}.terms", "label", TextRule.Terms);
        }
    }

    private static TextSlot Slot(string group, JsonObject entry, string path, string field, TextRule rule) =>
        new($"{group}.{field}", group, $"{path}.texts", TextsOf(entry), field, rule);

    private static JsonObject TextsOf(JsonObject entry)
    {
        if (entry["texts"] is not JsonObject texts)
            entry["texts"] = texts = [];
        return texts;
    }

    private static IEnumerable<(JsonObject Entry, string Path, string Key)> Entries(
        JsonObject file,
        string name,
        string key
    ) =>
        (file[name] as JsonArray ?? []).Select(
            (entry, i) => (entry!.AsObject(), Invariant($"{name}[{i}]"), entry[key]!.GetValue<string>())
        );
}
