using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Settings;

/// <summary>Plan to apply a file of settings; no change at all if there is a fault.</summary>
internal sealed class SettingsPlan : CataloguePlan
{
    private PreparedRows? rows;

    /// <summary>The fields that differ, in the order of a file.</summary>
    public List<string> Changed { get; } = [];

    /// <summary>Fields that are kept and not in force: a variable or an argument wins.</summary>
    public List<string> Outdone { get; } = [];

    public static SettingsPlan Of(
        SettingsFile file,
        CenterContext context,
        ConfiguredSite configured,
        CatalogueSnapshot catalogue
    )
    {
        var plan = new SettingsPlan();
        var stored = context.Settings.ToDictionary(s => s.Key, StringComparer.Ordinal);
        foreach (var field in SiteField.All.Where(f => file.Site.ContainsKey(f.Name)))
            plan.Apply(field, file.Site[field.Name], stored, context, configured);
        plan.KeepFirstLanguage(file, configured, catalogue);
        plan.rows = PreparedRows.ChangedIn(context);
        if (plan.Changed.Count > 0)
            plan.Facts.Add(
                new AdminEvent(
                    EventKind.SettingsChanged,
                    0,
                    plan.Changed.Count,
                    new Evidence { Detail = Detail(plan.Changed, file) }
                )
            );
        return plan;
    }

    public override void AddTo(CenterContext context) => rows!.AddTo(context);

    private void Apply(
        SiteField field,
        string? value,
        Dictionary<string, SettingRow> stored,
        CenterContext context,
        ConfiguredSite configured
    )
    {
        if (value is null && !field.MayLack && string.IsNullOrEmpty(field.Of(configured.Facts)))
            Faults.Add(new Fault($"site.{field.Name}", FaultCode.Missing));
        var row = stored.GetValueOrDefault(field.Name);
        if (row?.Value == value)
            return;
        if (value is null)
            context.Settings.Remove(row!);
        else if (row is null)
            context.Settings.Add(new SettingRow { Key = field.Name, Value = value });
        else
            row.Value = value;
        Changed.Add(field.Name);
        if (value is not null && configured.Start.Contains(field.Key))
            Outdone.Add(field.Name);
    }

    // Every topic has a name in the first language, and shows it to whoever reads another one.
    private void KeepFirstLanguage(SettingsFile file, ConfiguredSite configured, CatalogueSnapshot catalogue)
    {
        if (!file.Site.TryGetValue("languages", out var value))
            return;
        var first = (value ?? string.Join(',', configured.Facts.Languages)).Split(',')[0];
        if (!Languages.All.Contains(first))
            return;
        foreach (var topic in catalogue.Topics.Where(t => t.Topic.State != TopicState.Draft))
            if (!topic.Texts.ContainsKey(first))
                Faults.Add(new Fault("site.languages", FaultCode.FirstLanguageLacks, first, topic.Key));
    }

    private static string Detail(List<string> changed, SettingsFile file) =>
        TopicJson.Write(
            TopicJson.Compact,
            json =>
            {
                json.WriteStartObject();
                foreach (var name in changed)
                    SettingsChanges.Write(json, name, file.Site[name]);
                json.WriteEndObject();
            }
        );
}
