namespace PreferenceCenter.Domain;

/// <summary>
/// The site and its controller, named in every mail and on every page. Staff may change what it says of itself while
/// the program runs, so whoever shows it reads it each time.
/// </summary>
public sealed record Site
{
    private volatile SiteFacts facts = new();

    public required Uri PublicUrl { get; init; }

    /// <summary>
    /// What a browser names as the origin of this site's pages (RFC 6454 §6.1): an international host as A-labels.
    /// </summary>
    public string Origin =>
        $"{PublicUrl.Scheme}://{PublicUrl.IdnHost}{(PublicUrl.IsDefaultPort ? "" : Invariant($":{PublicUrl.Port}"))}";

    public SiteCalendar Calendar { get; init; } = SiteCalendar.Utc;

    /// <summary>The law under which consents are given, for consent records: ISO 3166-1 alpha-2, or EU.</summary>
    public string Jurisdiction { get; init; } = "EU";

    /// <summary>The names that <c>Site:Jurisdictions</c> may hold.</summary>
    public static readonly IReadOnlyList<string> KnownJurisdictions = ["eprivacy", "can-spam", "casl", "e-commerce"];

    /// <summary>The laws whose particulars templates are checked for.</summary>
    public IReadOnlyList<string> Jurisdictions { get; init; } = ["eprivacy"];

    /// <summary>The regions where the data are stored: ISO 3166-1 alpha-2, or EU.</summary>
    public IReadOnlyList<string> StoredIn { get; init; } = ["EU"];

    public required string Name
    {
        get => facts.Name;
        init => facts = facts with { Name = value };
    }
    public required string Controller
    {
        get => facts.Controller;
        init => facts = facts with { Controller = value };
    }
    public required string PostalAddress
    {
        get => facts.PostalAddress;
        init => facts = facts with { PostalAddress = value };
    }
    public required string PrivacyContact
    {
        get => facts.PrivacyContact;
        init => facts = facts with { PrivacyContact = value };
    }
    public required string PrivacyNoticeUrl
    {
        get => facts.PrivacyNoticeUrl;
        init => facts = facts with { PrivacyNoticeUrl = value };
    }
    public required string SupervisoryAuthority
    {
        get => facts.SupervisoryAuthority;
        init => facts = facts with { SupervisoryAuthority = value };
    }

    /// <summary>Whom people may turn to about accessibility; null for nobody who is named.</summary>
    public string? EnforcementBody
    {
        get => facts.EnforcementBody;
        init => facts = facts with { EnforcementBody = value };
    }
    public required IReadOnlyList<string> Languages
    {
        get => facts.Languages;
        init => facts = facts with { Languages = value };
    }
    public string? Logo
    {
        get => facts.Logo;
        init => facts = facts with { Logo = value };
    }
    public string? Color
    {
        get => facts.Color;
        init => facts = facts with { Color = value };
    }

    public string DefaultLanguage => Languages[0];

    /// <summary>
    /// Whether everything is given that each page and email must say. Until then no page is shown to a subscriber and
    /// no email is sent.
    /// </summary>
    public bool IsSetUp => facts.AreComplete;

    /// <summary>What it says of itself, all of one moment.</summary>
    public SiteFacts Facts => facts;

    /// <summary>From now on it says this of itself.</summary>
    public void Become(SiteFacts now) => facts = now;
}

/// <summary>What a site says of itself.</summary>
public sealed record SiteFacts
{
    public string Name { get; init; } = "";
    public string Controller { get; init; } = "";
    public string PostalAddress { get; init; } = "";
    public string PrivacyContact { get; init; } = "";
    public string PrivacyNoticeUrl { get; init; } = "";
    public string SupervisoryAuthority { get; init; } = "";
    public string? EnforcementBody { get; init; }
    public IReadOnlyList<string> Languages { get; init; } = ["en"];
    public string? Logo { get; init; }
    public string? Color { get; init; }

    /// <summary>Keys of the settings that each page and email must say something of.</summary>
    public static readonly IReadOnlyList<string> Required =
    [
        "Site:Name",
        "Site:Controller",
        "Site:PostalAddress",
        "Site:PrivacyContact",
        "Site:PrivacyNoticeUrl",
        "Site:SupervisoryAuthority",
    ];

    /// <summary>Whether all of them are given. Asked with each request, so it makes no list.</summary>
    public bool AreComplete =>
        this
            is {
                Name: not "",
                Controller: not "",
                PostalAddress: not "",
                PrivacyContact: not "",
                PrivacyNoticeUrl: not "",
                SupervisoryAuthority: not ""
            };

    /// <summary>Those of them that are not given yet.</summary>
    public IReadOnlyList<string> Lacking =>
        [
            .. new[] { Name, Controller, PostalAddress, PrivacyContact, PrivacyNoticeUrl, SupervisoryAuthority }
                .Zip(Required, (value, key) => (value, key))
                .Where(given => given.value.Length == 0)
                .Select(given => given.key),
        ];
}
