using System.Globalization;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Keys of all settings: an argument is one of these, or a command's, or wrong. Each key is named only where it is read.
/// </summary>
internal static class SettingKeys
{
    private static readonly Lazy<(IReadOnlySet<string> All, IReadOnlySet<string> Lists)> Read = new(
        ProgramSettings.Keys
    );

    // Read by the framework, and by the room of the links, which reads the configuration itself. Those of Mail:Inbox are
    // reserved: no mailbox is read yet.
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "AllowedHosts",
        "Environment",
        "Links:ActiveKey",
        "Mail:Inbox:Host",
        "Mail:Inbox:Port",
        "Mail:Inbox:Security",
        "Mail:Inbox:UserName",
        "Mail:Inbox:Password",
        "Mail:Inbox:Folder",
        "Mail:Inbox:Address",
    };

    // Sections whose keys are named elsewhere: a key's id, a log category, an endpoint, the exporter's standard.
    private static readonly string[] Free = ["Links:Keys:", "Logging:", "Kestrel:", "OTEL_"];

    private static readonly Lazy<HashSet<string>> Ours = new(() =>
        Read
            .Value.All.Where(key => key.Contains(':', StringComparison.Ordinal))
            .Select(key => key.Split(':')[0])
            .ToHashSet(StringComparer.OrdinalIgnoreCase)
    );

    /// <summary>The sections in which every key is a setting of this program.</summary>
    public static IReadOnlySet<string> Sections => Ours.Value;

    /// <summary>The key with its section spelt as in the documents: the environment may hold it in other letters.</summary>
    public static string Spelled(string key)
    {
        var section = key.Split(':')[0];
        return Ours.Value.TryGetValue(section, out var spelled) ? spelled + key[section.Length..] : key;
    }

    /// <summary>Every key that this program reads by its name.</summary>
    public static IEnumerable<string> All => Read.Value.All.Concat(Others);

    public static bool Knows(string key) =>
        Others.Contains(key)
        || Free.Any(s => key.Length > s.Length && key.StartsWith(s, StringComparison.OrdinalIgnoreCase))
        || Read.Value.All.Contains(key)
        || IsItem(key);

    /// <summary>The setting whose key is most like that one.</summary>
    public static string Nearest(string key) => All.MinBy(known => EditDistance.Between(key, known))!;

    private static bool IsItem(string key) =>
        key.LastIndexOf(':') is > 0 and var at
        && Read.Value.Lists.Contains(key[..at])
        && int.TryParse(key.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
