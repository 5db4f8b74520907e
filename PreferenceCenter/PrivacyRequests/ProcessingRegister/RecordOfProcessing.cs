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
    public required RecordedController Controller { get; init; }

    /// <summary>(b)</summary>
    public required IReadOnlyList<RecordedPurpose> Purposes { get; init; }
    public required IReadOnlyList<RecordedTopic> Topics { get; init; }

    /// <summary>(c)</summary>
    public required IReadOnlyList<string> Subjects { get; init; }
    public required IReadOnlyList<RecordedData> Data { get; init; }

    /// <summary>(d)</summary>
    public required IReadOnlyList<RecordedRecipient> Recipients { get; init; }

    /// <summary>(e)</summary>
    public required RecordedTransfers Transfers { get; init; }

    /// <summary>(f)</summary>
    public required IReadOnlyList<RecordedLimit> Limits { get; init; }

    /// <summary>(g)</summary>
    public required string Security { get; init; }
    public required RecordedNotice Notice { get; init; }
}

public sealed record RecordedController(
    string Name,
    string Address,
    string Contact,
    string PrivacyNotice,
    string SupervisoryAuthority
);

public sealed record RecordedPurpose(string Category, string Name, string Purpose, IReadOnlyList<string> Basis);

public sealed record RecordedTopic(string Key, string Name, string Purpose, string Basis);

/// <param name="Key">Of the part of an export that holds it.</param>
/// <param name="FoundBy">By what a person is found there.</param>
public sealed record RecordedData(
    string Key,
    string Place,
    IReadOnlyList<string> FoundBy,
    string Category,
    string Basis,
    string Source,
    string Kept,
    bool Exported
);

public sealed record RecordedRecipient(string Name, string Role);

/// <param name="Outside">Those outside the European Economic Area.</param>
public sealed record RecordedTransfers(IReadOnlyList<string> StoredIn, IReadOnlyList<string> Outside)
{
    /// <summary>Recipients outside it.</summary>
    public IReadOnlyList<RecordedTransfer> Recipients { get; init; } = [];
}

/// <param name="Ground">Where, and by which article of chapter V.</param>
public sealed record RecordedTransfer(string Recipient, string Ground);

/// <param name="Setting">What it is set by; nothing where it is not.</param>
public sealed record RecordedLimit(string What, string Limit, string? Setting);

/// <summary>The information of article 13 that people are shown.</summary>
/// <param name="Version">Nothing where none is published.</param>
/// <param name="Lacks">Languages of the site that it has no words in.</param>
/// <param name="Html">In the record's language, else in the site's first.</param>
public sealed record RecordedNotice(string? Version, IReadOnlyList<string> Lacks, string? Html);
