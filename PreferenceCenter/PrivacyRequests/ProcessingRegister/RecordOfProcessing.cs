namespace PreferenceCenter.PrivacyRequests.ProcessingRegister;

/// <summary>
/// Record of processing activities (GDPR article 30(1)), with the lawful basis of each purpose, in its file format.
/// docs/records.md explains each member. Members may be added, never removed or renamed.
/// </summary>
public sealed record RecordOfProcessing
{
    public int Version { get; init; } = 1;
    public required DateTimeOffset WrittenAt { get; init; }
    public required string Language { get; init; }

    /// <summary>Missing values required by points (a) to (e), by their setting key.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Article 30(1)(a).</summary>
    public required RegisterController Controller { get; init; }

    /// <summary>Article 30(1)(b).</summary>
    public required IReadOnlyList<RegisterPurpose> Purposes { get; init; }
    public required IReadOnlyList<RegisterTopic> Topics { get; init; }

    /// <summary>Article 30(1)(c).</summary>
    public required IReadOnlyList<string> Subjects { get; init; }
    public required IReadOnlyList<RegisterData> Data { get; init; }

    /// <summary>Article 30(1)(d).</summary>
    public required IReadOnlyList<RegisterRecipient> Recipients { get; init; }

    /// <summary>Article 30(1)(e).</summary>
    public required RegisterTransfers Transfers { get; init; }

    /// <summary>Article 30(1)(f).</summary>
    public required IReadOnlyList<RegisterTimeLimit> Limits { get; init; }

    /// <summary>Article 30(1)(g).</summary>
    public required string Security { get; init; }
    public required RegisterNotice Notice { get; init; }
}

/// <summary>The controller and its contacts.</summary>
public sealed record RegisterController(
    string Name,
    string Address,
    string Contact,
    string PrivacyNotice,
    string SupervisoryAuthority
);

/// <summary>A purpose of processing with its lawful bases.</summary>
public sealed record RegisterPurpose(string Category, string Name, string Purpose, IReadOnlyList<string> Basis);

/// <summary>A published topic, as a purpose of processing.</summary>
public sealed record RegisterTopic(string Key, string Name, string Purpose, string Basis);

/// <summary>A place where personal data is stored.</summary>
/// <param name="Key">Key of the part of an export that contains it.</param>
/// <param name="FoundBy">Columns or parts by which a subscriber is found.</param>
public sealed record RegisterData(
    string Key,
    string Place,
    IReadOnlyList<string> FoundBy,
    string Category,
    string Basis,
    string Source,
    string Kept,
    bool Exported
);

/// <summary>A recipient of personal data.</summary>
public sealed record RegisterRecipient(string Name, string Role);

/// <summary>Countries of storage and transfers to third countries.</summary>
/// <param name="Outside">Countries of storage outside the European Economic Area.</param>
public sealed record RegisterTransfers(IReadOnlyList<string> StoredIn, IReadOnlyList<string> Outside)
{
    /// <summary>Recipients outside the European Economic Area.</summary>
    public IReadOnlyList<RegisterTransfer> Recipients { get; init; } = [];
}

/// <summary>A transfer to a recipient in a third country.</summary>
/// <param name="Ground">Country, and the article of GDPR chapter V that permits the transfer.</param>
public sealed record RegisterTransfer(string Recipient, string Ground);

/// <summary>A time limit for erasure.</summary>
/// <param name="Setting">Key of the setting; null if it is not configurable.</param>
/// <param name="Ground">Why it is kept so long, with the article.</param>
public sealed record RegisterTimeLimit(string What, string Limit, string? Setting, string Ground);

/// <summary>The privacy notice of GDPR article 13 that subscribers are shown.</summary>
/// <param name="Version">Null if no notice is published.</param>
/// <param name="Lacks">Languages of the site without a text of the notice.</param>
/// <param name="Html">The text in the record's language, or else in the site's default language.</param>
public sealed record RegisterNotice(string? Version, IReadOnlyList<string> Lacks, string? Html);
