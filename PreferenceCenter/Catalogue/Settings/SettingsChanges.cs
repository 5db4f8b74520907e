using System.Text;
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

    private SettingsPlan PlanOf(SettingsFile file, CenterContext context) =>
        SettingsPlan.Of(file, context, configured, catalogue.Refresh());
}
