namespace PreferenceCenter.Domain;

/// <summary>The site and its controller, named in every mail and on every page.</summary>
public sealed record Site
{
    public required Uri PublicUrl { get; init; }

    /// <summary>
    /// What a browser names as the origin of this site's pages (RFC 6454 §6.1): an international host as A-labels.
    /// </summary>
    public string Origin =>
        $"{PublicUrl.Scheme}://{PublicUrl.IdnHost}{(PublicUrl.IsDefaultPort ? "" : Invariant($":{PublicUrl.Port}"))}";
    public required string Name { get; init; }
    public required string Controller { get; init; }
    public required string PostalAddress { get; init; }
    public required string PrivacyContact { get; init; }
    public required string PrivacyNoticeUrl { get; init; }
    public required string SupervisoryAuthority { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }
    public SiteCalendar Calendar { get; init; } = SiteCalendar.Utc;

    /// <summary>The law under which consents are given, for consent records: ISO 3166-1 alpha-2, or EU.</summary>
    public string Jurisdiction { get; init; } = "EU";

    /// <summary>The regions where the data are stored: ISO 3166-1 alpha-2, or EU.</summary>
    public IReadOnlyList<string> StoredIn { get; init; } = ["EU"];
    public string? Logo { get; init; }
    public string? Color { get; init; }

    public string DefaultLanguage => Languages[0];
}
