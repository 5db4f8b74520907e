using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Settings;

/// <summary>The settings page as it was read.</summary>
/// <param name="Former">What the last change replaced, by setting; null for what was not set before.</param>
/// <param name="Change">Who made it; null where nobody knows.</param>
internal sealed record SettingsView(
    IReadOnlyList<ShownSetting> All,
    IReadOnlyDictionary<string, string?> Former,
    LastChange? Change,
    IReadOnlyList<LanguageGaps> Gaps,
    IReadOnlyList<ListSender> Senders
)
{
    public ShownSetting this[string name] => All.First(s => s.Name == name);
}

/// <summary>Who made the last change, and when.</summary>
/// <param name="By">Name of the account; null for the program and the command line.</param>
internal sealed record LastChange(ActorKind Kind, string? By, DateTimeOffset At);

/// <summary>A setting in force, and where it comes from.</summary>
/// <param name="Configured">What is in force without what staff have set.</param>
internal sealed record ShownSetting(string Name, string Value, SettingSource Source, string Configured, int Longest)
{
    /// <summary>What staff have set; null for nothing.</summary>
    public string? Stored => Source == SettingSource.Console ? Value : null;

    /// <summary>A variable or an argument of the program wins over whatever is set here.</summary>
    public bool Locked => Source == SettingSource.Start;
}

/// <summary>How many published topics, notices and forms have no words in a language.</summary>
internal sealed record LanguageGaps(string Language, int Topics, int Notices, int Forms)
{
    public bool Complete => (Topics, Notices, Forms) == (0, 0, 0);
}

/// <summary>A mailbox that mailings come from.</summary>
/// <param name="Address">Empty where the site's is not set: whatever sends the mailings has one.</param>
/// <param name="Topics">Keys of the topics whose mailings come from it.</param>
/// <param name="OfSite">Whether those of topics without a sender of their own do.</param>
public sealed record ListSender(string Name, string Address, IReadOnlyList<string> Topics, bool OfSite = false)
{
    /// <summary>Mail programs show these topics as one subscription.</summary>
    public bool Shared => Topics.Count > 1;
}
