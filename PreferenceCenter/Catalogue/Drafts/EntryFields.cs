using System.Text.Json.Nodes;

namespace PreferenceCenter.Catalogue.Drafts;

/// <summary>
/// An entry of a file as fields by their path, for example <c>texts.en.name</c>. A list is one field; a field that the
/// entry does not have is null.
/// </summary>
internal static class EntryFields
{
    public static SortedDictionary<string, JsonNode?> Of(JsonObject entry)
    {
        var fields = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        Add(fields, "", entry);
        return fields;
    }

    public static JsonNode? In(JsonObject entry, string path)
    {
        JsonNode? found = entry;
        foreach (var name in path.Split('.'))
            found = (found as JsonObject)?[name];
        return found;
    }

    /// <summary>The entry with these fields in place of its own.</summary>
    public static JsonObject With(JsonObject entry, IEnumerable<KeyValuePair<string, JsonNode?>> fields)
    {
        var changed = entry.DeepClone().AsObject();
        foreach (var (path, value) in fields)
            Put(changed, path.Split('.'), value?.DeepClone());
        return changed;
    }

    /// <summary>The fields in which two versions of an entry differ.</summary>
    public static IReadOnlyList<DraftField> Difference(JsonObject before, JsonObject after)
    {
        var (old, now) = (Of(before), Of(after));
        return
        [
            .. old
                .Keys.Union(now.Keys)
                .Order(StringComparer.Ordinal)
                .Select(path => new DraftField(path, old.GetValueOrDefault(path), now.GetValueOrDefault(path)))
                .Where(f => !JsonNode.DeepEquals(f.Before, f.After)),
        ];
    }

    /// <summary>Takes away the members whose texts were all emptied, such as a language.</summary>
    public static void DropBlank(JsonNode? members)
    {
        if (members is JsonObject all)
            foreach (var name in all.Where(m => IsBlank(m.Value)).Select(m => m.Key).ToArray())
                all.Remove(name);
    }

    private static bool IsBlank(JsonNode? words) =>
        words is JsonObject fields
        && fields.All(f =>
            f.Value is null || f.Value is JsonValue v && v.TryGetValue<string>(out var t) && t.Length == 0
        );

    private static void Add(SortedDictionary<string, JsonNode?> fields, string path, JsonObject from)
    {
        foreach (var (name, value) in from)
            if (value is JsonObject inner)
                Add(fields, $"{path}{name}.", inner);
            else
                fields[path + name] = value;
    }

    private static void Put(JsonObject entry, ReadOnlySpan<string> path, JsonNode? value)
    {
        if (path.Length == 1)
        {
            if (value is null)
                entry.Remove(path[0]);
            else
                entry[path[0]] = value;
            return;
        }
        if (entry[path[0]] is not JsonObject inner)
            entry[path[0]] = inner = [];
        Put(inner, path[1..], value);
        // A language of which nothing is left is taken away.
        if (inner.Count == 0)
            entry.Remove(path[0]);
    }
}
