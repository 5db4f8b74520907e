using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Data;

namespace PreferenceCenter.Catalogue.Translations;

/// <summary>All texts of the catalogue as it is, in the order of their exported files, with what they were before.</summary>
internal sealed class CatalogueTexts
{
    private readonly ILookup<string, TextSlot> former;

    private CatalogueTexts(JsonObject topics, JsonObject notices, JsonObject forms, IEnumerable<TextSlot> former)
    {
        (Topics, Notices, Forms) = (topics, notices, forms);
        (OfTopics, OfNotices, OfForms) = (
            [.. TextSlots.OfTopics(topics)],
            [.. TextSlots.OfNotices(notices)],
            [.. TextSlots.OfForms(forms)]
        );
        this.former = former.ToLookup(s => s.Id);
    }

    /// <summary>The exported file; a text that is set is set there.</summary>
    public JsonObject Topics { get; }

    /// <inheritdoc cref="Topics"/>
    public JsonObject Notices { get; }

    /// <inheritdoc cref="Topics"/>
    public JsonObject Forms { get; }

    public IReadOnlyList<TextSlot> OfTopics { get; }
    public IReadOnlyList<TextSlot> OfNotices { get; }
    public IReadOnlyList<TextSlot> OfForms { get; }
    public IEnumerable<TextSlot> Slots => [.. OfTopics, .. OfNotices, .. OfForms];

    public static CatalogueTexts Read(CenterContext context, string topics, string notices, string forms)
    {
        var keys = context.Topics.AsNoTracking().ToDictionary(t => t.Number, t => t.Key);
        return new CatalogueTexts(
            File(topics),
            File(notices),
            File(forms),
            [
                .. context
                    .TopicVersions.AsNoTracking()
                    .OrderBy(v => v.Version)
                    .AsEnumerable()
                    .Where(v => keys.ContainsKey(v.TopicNumber))
                    .SelectMany(v => TextSlots.OfTopics(FileOf(v, keys[v.TopicNumber]))),
                .. context
                    .Notices.AsNoTracking()
                    .Include(n => n.Texts)
                    .OrderBy(n => n.Number)
                    .AsEnumerable()
                    .SelectMany(n => TextSlots.OfNotices(File(NoticeJson.File([n], keys)))),
                .. context
                    .Forms.AsNoTracking()
                    .OrderBy(f => f.Version)
                    .AsEnumerable()
                    .SelectMany(f => TextSlots.OfForms(File(FormJsonFile.File([f])))),
            ]
        );
    }

    /// <summary>The texts to be translated, those without words left out.</summary>
    public IEnumerable<TextUnit> Units(string from, string to) =>
        Slots
            .Where(slot => slot[from].Length > 0)
            .Select(slot => new TextUnit(slot.Id, slot.Rule, slot[from], slot[to], Former(slot, from, to)));

    // What stood there when the translation became what it is; null where that has not changed, or nobody knows.
    private string? Former(TextSlot now, string from, string to)
    {
        var translated = former[now.Id].Reverse().TakeWhile(v => v[to] == now[to]).LastOrDefault();
        return translated is null || translated[from] == now[from] ? null : translated[from];
    }

    private static JsonObject FileOf(TopicVersionRow version, string key)
    {
        var entry = File(version.Definition);
        entry["key"] = key;
        return new JsonObject { ["topics"] = new JsonArray(entry) };
    }

    private static JsonObject File(string json) => JsonNode.Parse(json)!.AsObject();
}
