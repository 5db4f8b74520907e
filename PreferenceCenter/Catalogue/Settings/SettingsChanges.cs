using System.Text;
using System.Text.Json;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
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
        var plan = await publisher.ApplyAsync(by, (context, at) => PlanOf(file, context, by.Actor, at));
        await inForce.RefreshAsync();
        return plan;
    }

    /// <summary>Dry run: the plan for the file, without applying it.</summary>
    public SettingsPlan Try(SettingsFile file) =>
        publisher.Try((context, at) => PlanOf(file, context, Actor.System, at));

    /// <summary>What staff have set, as a file.</summary>
    public string Export()
    {
        using var context = database.CreateContext();
        var stored = context.Settings.ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.Ordinal);
        return Encoding.UTF8.GetString(SettingsJson.File(stored, indented: true));
    }

    /// <summary>What the last change replaced, by field; null for what was not set before.</summary>
    public IReadOnlyDictionary<string, string?> Former()
    {
        using var context = database.CreateContext();
        return context.Settings.SingleOrDefault(s => s.Key == SettingRow.Former) is { } row
            ? SettingsJson.Read(row.Value)
            : new Dictionary<string, string?>();
    }

    /// <summary>Who made that change; null where there is none, or it was made by a program that did not keep it.</summary>
    public SettingsAuthor? Author()
    {
        using var context = database.CreateContext();
        return context.Settings.SingleOrDefault(s => s.Key == SettingRow.Author) is { } row
            ? JsonSerializer.Deserialize<SettingsAuthor>(row.Value)
            : null;
    }

    private SettingsPlan PlanOf(SettingsFile file, CenterContext context, Actor by, DateTimeOffset at) =>
        SettingsPlan.Of(file, context, configured, catalogue.Refresh(), new SettingsAuthor(by.Kind, by.Id, at));
}
