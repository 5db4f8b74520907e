using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Settings;

/// <summary>The settings as they are typed, beside what was seen when they were read.</summary>
public sealed class SettingsForm
{
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ShownSetting> seen = new(StringComparer.Ordinal);
    private SettingsView view = new([], new Dictionary<string, string?>(), null, [], []);

    internal SettingsView View => view;

    public string this[string name]
    {
        get => typed.GetValueOrDefault(name, "");
        set => typed[name] = value;
    }

    public IReadOnlyList<string> Languages
    {
        get => this["languages"].Split(',', StringSplitOptions.RemoveEmptyEntries);
        set => this["languages"] = string.Join(',', value);
    }

    /// <summary>What differs from what was seen; null where it is the settings file's value again.</summary>
    public IReadOnlyDictionary<string, string?> Edited =>
        seen
            .Values.Where(s => !s.Locked && this[s.Name] != s.Value)
            .ToDictionary(s => s.Name, s => this[s.Name] == s.Configured ? null : this[s.Name]);

    /// <summary>What was set when it was read, by setting.</summary>
    public IReadOnlyDictionary<string, string?> Seen =>
        seen.Values.Where(s => !s.Locked).ToDictionary(s => s.Name, s => s.Stored);

    /// <summary>Takes what is in force now. What is being edited stays, and so does what was seen of it.</summary>
    internal void Take(SettingsView now)
    {
        view = now;
        foreach (var setting in now.All)
            if (!seen.TryGetValue(setting.Name, out var before) || this[setting.Name] == before.Value)
                (seen[setting.Name], this[setting.Name]) = (setting, setting.Value);
    }

    /// <summary>From now on everything in force has been seen; what is being edited stays.</summary>
    public void See()
    {
        foreach (var setting in view.All)
            seen[setting.Name] = setting;
    }

    /// <summary>What somebody else has set since, of a setting that is being edited; null for nothing.</summary>
    public string? Meanwhile(string name) =>
        seen.TryGetValue(name, out var before) && view[name] is var now && now.Value != before.Value ? now.Value : null;

    /// <summary>What was sent is saved; what was typed since is being edited.</summary>
    public void Settle(IReadOnlyDictionary<string, string?> sent)
    {
        foreach (var (name, value) in sent)
            if (this[name] == (value ?? seen[name].Configured))
                this[name] = view[name].Value;
        See();
    }

    /// <summary>The site as it would be, as far as a page can show it.</summary>
    public SiteFacts Facts()
    {
        var facts = SiteField.All.Aggregate(new SiteFacts(), (facts, f) => f.With(facts, ValueOf(f)));
        return Languages.Count > 0 ? facts : facts with { Languages = ["en"] };
    }

    private string? ValueOf(SiteField field) =>
        this[field.Name].Trim() is { Length: > 0 } || !field.MayLack ? this[field.Name].Trim() : null;
}
