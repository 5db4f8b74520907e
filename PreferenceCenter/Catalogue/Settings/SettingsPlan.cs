using System.Text.Json;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Settings;

/// <summary>Who changed settings, and when.</summary>
/// <param name="Id">Of an actor; staff have a name, as long as their account has an address.</param>
internal sealed record SettingsAuthor(ActorKind Kind, Guid Id, DateTimeOffset At);

/// <summary>Plan to apply a file of settings; no change at all if there is a fault.</summary>
internal sealed class SettingsPlan : CataloguePlan
{
    private readonly Dictionary<string, string?> former = new(StringComparer.Ordinal);
    private PreparedRows? rows;

    /// <summary>The fields that differ, in the order of a file.</summary>
    public List<string> Changed { get; } = [];

    /// <summary>Fields that are kept and not in force: a variable or an argument wins.</summary>
    public List<string> Outdone { get; } = [];

    public static SettingsPlan Of(
        SettingsFile file,
        CenterContext context,
        ConfiguredSite configured,
        CatalogueSnapshot catalogue,
        SettingsAuthor author
    )
    {
        var plan = new SettingsPlan();
        var stored = context.Settings.ToDictionary(s => s.Key, StringComparer.Ordinal);
        foreach (var field in SiteField.All.Where(f => file.Site.ContainsKey(f.Name)))
            plan.Apply(field, file, stored, context, configured);
        plan.KeepFirstLanguage(file, configured, catalogue);
        plan.KeepFormer(context, stored, author);
        plan.rows = PreparedRows.ChangedIn(context);
        if (plan.Changed.Count > 0)
            plan.Facts.Add(
                new AdminEvent(
                    EventKind.SettingsChanged,
                    0,
                    plan.Changed.Count,
                    new Evidence
                    {
                        // The log names a picture by its hash, and does not hold it.
                        Detail = SettingsJson.Of(
                            plan.Changed.ToDictionary(name => name, name => Said(name, file.Site[name]))
                        ),
                    }
                )
            );
        return plan;
    }

    public override void AddTo(CenterContext context) => rows!.AddTo(context);

    private void Apply(
        SiteField field,
        SettingsFile file,
        Dictionary<string, SettingRow> stored,
        CenterContext context,
        ConfiguredSite configured
    )
    {
        var value = file.Site[field.Name];
        if (value is null && !field.MayLack && string.IsNullOrEmpty(field.Of(configured.Facts)))
            Faults.Add(new Fault($"site.{field.Name}", FaultCode.Missing));
        var row = stored.GetValueOrDefault(field.Name);
        if (row?.Value == value)
            return;
        if (field.Once && value is not null && value == field.Of(configured.Facts) && row is null)
            return;
        if (field.Once && !MayGive(field, row, context, configured))
            Faults.Add(new Fault($"site.{field.Name}", FaultCode.ControllerFixed));
        if (file.Seen.TryGetValue(field.Name, out var seen) && seen != row?.Value)
            Faults.Add(
                new Fault(
                    $"site.{field.Name}",
                    FaultCode.ChangedMeanwhile,
                    Said(field.Name, row?.Value ?? field.Of(configured.Facts)) ?? ""
                )
            );
        if (!field.Once)
            former.Add(field.Name, row?.Value);
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

    private static string? Said(string name, string? value) => name == "logo" ? LogoPicture.PathOf(value) : value;

    // Where nobody has agreed with anybody yet. From then on another controller is another start.
    private static bool MayGive(SiteField field, SettingRow? row, CenterContext context, ConfiguredSite configured) =>
        row is null
        && !configured.Files.Contains(field.Key)
        && !configured.Start.Contains(field.Key)
        && !context.Subscribers.Any()
        && !context.OptIns.Any();

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

    // What this change replaces, so that it can be undone.
    private void KeepFormer(CenterContext context, Dictionary<string, SettingRow> stored, SettingsAuthor author)
    {
        if (former.Count == 0)
            return;
        Keep(SettingRow.Former, SettingsJson.Of(former));
        Keep(SettingRow.Author, JsonSerializer.Serialize(author));

        void Keep(string key, string value)
        {
            if (stored.TryGetValue(key, out var row))
                row.Value = value;
            else
                context.Settings.Add(new SettingRow { Key = key, Value = value });
        }
    }
}
