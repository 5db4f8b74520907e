namespace PreferenceCenter.Hosting;

/// <summary>
/// Keys of all settings: an argument is one of these, or a command's, or wrong. Each key is named only where it is read.
/// </summary>
internal static class SettingKeys
{
    private static readonly Lazy<IReadOnlySet<string>> Read = new(ProgramSettings.Keys);

    // Read by the framework, and by the room of the links, which reads the configuration itself.
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "AllowedHosts",
        "Environment",
        "Links:ActiveKey",
    };

    // Sections whose keys are named elsewhere: a key's id, a log category, an endpoint, the exporter's standard. Those
    // of Mail:Inbox are reserved: no mailbox is read yet.
    private static readonly string[] Sections =
    [
        "Links:Keys:",
        "ConnectionStrings:",
        "Logging:",
        "Kestrel:",
        "OTEL_",
        "Mail:Inbox:",
    ];

    public static bool Knows(string key) =>
        Others.Contains(key)
        || Sections.Any(s => key.Length > s.Length && key.StartsWith(s, StringComparison.OrdinalIgnoreCase))
        || Read.Value.Contains(key);
}
