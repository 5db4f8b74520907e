using System.Text.Json.Nodes;
using PreferenceCenter.Data;

namespace PreferenceCenter.Catalogue.Drafts;

/// <summary>A field that a draft changes.</summary>
/// <param name="Before">As published; null where it is not.</param>
internal sealed record DraftField(string Path, JsonNode? Before, JsonNode? After);

/// <summary>What staff have changed of an entry of the catalogue and not published.</summary>
/// <param name="Published">The entry in force, as a file has it; null for what is new.</param>
/// <param name="Fields">The changed fields by path.</param>
/// <param name="Version">Another one after each edit; empty where there is no draft.</param>
internal sealed record CatalogueDraft(
    string Key,
    JsonObject? Published,
    IReadOnlyDictionary<string, JsonNode?> Fields,
    Guid Version,
    Guid EditedBy,
    DateTimeOffset EditedAt,
    DateTimeOffset? PublishAt,
    MissedPublish? Missed
)
{
    /// <summary>The entry as it would be published.</summary>
    public JsonObject Entry => EntryFields.With(Published ?? new JsonObject { ["key"] = Key }, Fields);

    /// <summary>What would differ. A field that somebody has published alike meanwhile does not.</summary>
    public IReadOnlyList<DraftField> Changes =>
        [
            .. Fields
                .Select(f => new DraftField(f.Key, In(f.Key), f.Value))
                .Where(f => !JsonNode.DeepEquals(f.Before, f.After)),
        ];

    public JsonNode? this[string path] => Fields.TryGetValue(path, out var field) ? field : In(path);

    private JsonNode? In(string path) => Published is null ? null : EntryFields.In(Published, path);

    public static CatalogueDraft Of(string key, CatalogueDraftRow? row, JsonObject? published) =>
        new(
            key,
            published,
            row is null ? new Dictionary<string, JsonNode?>() : FieldsOf(row),
            row?.Version ?? Guid.Empty,
            row?.EditedBy ?? Guid.Empty,
            row?.EditedAt ?? default,
            row?.PublishAt,
            MissedPublish.Parse(row?.Missed)
        );

    public static SortedDictionary<string, JsonNode?> FieldsOf(CatalogueDraftRow row) =>
        new(JsonNode.Parse(row.Fields)!.AsObject().ToDictionary(), StringComparer.Ordinal);
}
