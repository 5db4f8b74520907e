namespace PreferenceCenter.Hosting;

/// <summary>
/// Lists the keys of all settings, as docs/settings.md explains them. An argument is one of these, belongs to a
/// command, or is wrong.
/// </summary>
internal static class SettingKeys
{
    private static readonly HashSet<string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        "Urls",
        "AllowedHosts",
        "Environment",
        "Site:PublicUrl",
        "Site:Name",
        "Site:Controller",
        "Site:PostalAddress",
        "Site:PrivacyContact",
        "Site:PrivacyNoticeUrl",
        "Site:SupervisoryAuthority",
        "Site:Languages",
        "Site:TimeZone",
        "Site:Jurisdiction",
        "Site:StoredIn",
        "Site:Logo",
        "Site:Color",
        "Storage:Directory",
        "Storage:KeysDirectory",
        "Storage:JournalDirectory",
        "Database:Provider",
        "Mail:Transport",
        "Mail:PickupDirectory",
        "Mail:From",
        "Mail:ListsFrom",
        "Mail:CoalesceFor",
        "Mail:SentRetention",
        "Mail:RepliesTo",
        "Mail:ListDomain",
        "Mail:Smtp:Host",
        "Mail:Smtp:Port",
        "Mail:Smtp:Security",
        "Mail:Smtp:UserName",
        "Mail:Smtp:Password",
        "Mail:Smtp:Connections",
        "Mail:Smtp:Timeout",
        "Mail:Dkim:Domain",
        "Mail:Dkim:Selector",
        "Mail:Dkim:PrivateKeyFile",
        "Mail:Inbox:Host",
        "Mail:Inbox:Port",
        "Mail:Inbox:Security",
        "Mail:Inbox:UserName",
        "Mail:Inbox:Password",
        "Mail:Inbox:Folder",
        "Mail:Inbox:Address",
        "Links:ActiveKey",
        "Links:PreferencesLifetime",
        "Links:ConfirmLifetime",
        "Links:IdentityLifetime",
        "Links:UndoLifetime",
        "Consent:AddThroughFooter",
        "Privacy:ErasureReview",
        "Privacy:ErasureGrace",
        "Privacy:TwoPeople",
        "Privacy:KeepSuppression",
        "Privacy:KeepProof",
        "Privacy:StoreIp",
        "Privacy:PendingRetention",
        "Privacy:EvidenceRetention",
        "Privacy:InactiveRetention",
        "Staff:Owner:Email",
        "Staff:Owner:Password",
        "Proxy:KnownNetworks",
        "Server:DrainFor",
    };

    // Sections whose keys are not fixed here: ids of link keys, log categories, endpoints, and the names of the
    // exporter's standard.
    private static readonly string[] Sections = ["Links:Keys:", "ConnectionStrings:", "Logging:", "Kestrel:", "OTEL_"];

    public static bool Knows(string key) =>
        Keys.Contains(key)
        || Sections.Any(s => key.Length > s.Length && key.StartsWith(s, StringComparison.OrdinalIgnoreCase));
}
