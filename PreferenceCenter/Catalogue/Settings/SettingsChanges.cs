using System.Text.Json;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Settings;

/// <summary>
/// Applies and exports files of settings. A file is applied completely or not at all, with one ledger event.
/// </summary>
internal sealed class SettingsChanges(
    Database database,
    CatalogueCache catalogue,
    CataloguePublisher publisher,
    SiteInForce inForce,
    ConfiguredSite configured
)
{
    public async Task<SettingsPlan> ApplyAsync(SettingsFile file, StaffBy by)
    {
        var plan = await publisher.ApplyAsync(by, (context, _) => PlanOf(file, context));
        await inForce.RefreshAsync();
        return plan;
    }

    /// <summary>Dry run: the plan for the file, without applying it.</summary>
    public SettingsPlan Try(SettingsFile file) => publisher.Try((context, _) => PlanOf(file, context));

    /// <summary>What staff have set, as a file.</summary>
    public string Export()
    {
        using var context = database.CreateContext();
        var stored = context.Settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        return TopicJson.Write(
            TopicJson.Indented,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("site");
                foreach (var field in SiteField.All)
                    if (stored.TryGetValue(field.Name, out var value))
                        Write(json, field.Name, value);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        );
    }

    internal static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (name != "languages" || value is null)
        {
            json.WriteString(name, value);
            return;
        }
        json.WriteStartArray(name);
        foreach (var language in value.Split(','))
            json.WriteStringValue(language);
        json.WriteEndArray();
    }

    private SettingsPlan PlanOf(SettingsFile file, CenterContext context) =>
        SettingsPlan.Of(file, context, configured, catalogue.Refresh());
}
