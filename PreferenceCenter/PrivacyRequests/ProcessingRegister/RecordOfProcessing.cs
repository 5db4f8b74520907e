namespace PreferenceCenter.PrivacyRequests.ProcessingRegister;

/// <summary>
/// The record of GDPR article 30(1), with the lawful basis beside each purpose, as a file says it: docs/records.md
/// explains each member. Members are only ever added.
/// </summary>
public sealed record RecordOfProcessing
{
    public int Version { get; init; } = 1;
    public required DateTimeOffset WrittenAt { get; init; }
    public required string Language { get; init; }

    /// <summary>What (a) to (e) lack: settings by their key.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>(a)</summary>
    public required RegisterController Controller { get; init; }

    /// <summary>(b)</summary>
    public required IReadOnlyList<RegisterPurpose> Purposes { get; init; }
    public required IReadOnlyList<RegisterTopic> Topics { get; init; }

    /// <summary>(c)</summary>
    public required IReadOnlyList<string> Subjects { get; init; }
    public required IReadOnlyList<RegisterData> Data { get; init; }

    /// <summary>(d)</summary>
    public required IReadOnlyList<RegisterRecipient> Recipients { get; init; }

    /// <summary>(e)</summary>
    public required RegisterTransfers Transfers { get; init; }

    /// <summary>(f)</summary>
    public required IReadOnlyList<RegisterTimeLimit> Limits { get; init; }

    /// <summary>(g)</summary>
    public required string Security { get; init; }
    public required RegisterNotice Notice { get; init; }
}

public sealed record RegisterController(
    string Name,
    string Address,
    string Contact,
    string PrivacyNotice,
    string SupervisoryAuthority
);

public sealed record RegisterPurpose(string Category, string Name, string Purpose, IReadOnlyList<string> Basis);

public sealed record RegisterTopic(string Key, string Name, string Purpose, string Basis);

/// <param name="Key">Of the part of an export that holds it.</param>
/// <param name="FoundBy">By what a person is found there.</param>
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

public sealed record RegisterRecipient(string Name, string Role);

/// <param name="Outside">Those outside the European Economic Area.</param>
public sealed record RegisterTransfers(IReadOnlyList<string> StoredIn, IReadOnlyList<string> Outside)
{
    /// <summary>Recipients outside it.</summary>
    public IReadOnlyList<RegisterTransfer> Recipients { get; init; } = [];
}

/// <param name="Ground">Where, and by which article of chapter V.</param>
public sealed record RegisterTransfer(string Recipient, string Ground);

/// <param name="Setting">What it is set by; nothing where it is not.</param>
public sealed record RegisterTimeLimit(string What, string Limit, string? Setting);

/// <summary>The information of article 13 that people are shown.</summary>
/// <param name="Version">Nothing where none is published.</param>
/// <param name="Lacks">Languages of the site that it has no words in.</param>
/// <param name="Html">In the record's language, else in the site's first.</param>
public sealed record RegisterNotice(string? Version, IReadOnlyList<string> Lacks, string? Html);
