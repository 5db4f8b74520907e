namespace PreferenceCenter.ConsentEvidence.ConsentRecords;

/// <summary>
/// Consent record in the sense of ISO/IEC TS 27560: one consent of one subscriber for one topic, with all its events,
/// and with what the profile by the W3C's DPV group requires (https://w3id.org/dpv/guides/consent-27560). In that
/// profile, events apply to the whole record, so each topic has its own record. A soft opt-in is not consent and has no
/// record.
/// </summary>
/// <param name="RecordId">A random UUID, by which the record is requested and withdrawn.</param>
/// <param name="PrincipalId">A pseudonym; the record does not contain the address.</param>
/// <param name="Parties">The controllers and all other recipients of the data.</param>
/// <param name="Jurisdiction">ISO 3166-1 alpha-2, or EU.</param>
/// <param name="WithdrawAt">Where consent is withdrawn, an absolute IRI.</param>
/// <param name="RightsAt">Where the other rights are exercised, an absolute IRI.</param>
/// <param name="Events">Oldest first.</param>
internal sealed record ConsentRecord(
    Guid RecordId,
    Guid PrincipalId,
    RecordedPurpose Purpose,
    ConsentType Type,
    IReadOnlyList<PersonalDataKind> PersonalData,
    IReadOnlyList<ProcessingKind> Processing,
    RecordedStorage Storage,
    IReadOnlyList<RecordedParty> Parties,
    IReadOnlyList<RecordedNotice> Notices,
    string Jurisdiction,
    string WithdrawAt,
    string RightsAt,
    IReadOnlyList<GdprRight> Rights,
    IReadOnlyList<RecordedEvent> Events
)
{
    /// <summary>Whether the consent is to the use of special data, in words that name it (GDPR article 9(2)(a)).</summary>
    public bool ForSpecialData { get; init; }
}

/// <summary>Consent receipt: a subscriber's consent records, as they were at its creation.</summary>
internal sealed record ConsentReceipt(Guid ReceiptId, DateTimeOffset CreatedAt, IReadOnlyList<ConsentRecord> Records);

/// <summary>Purpose of a consent record: its topic.</summary>
/// <param name="Language">Language of the name and the description, BCP 47.</param>
internal sealed record RecordedPurpose(
    string TopicKey,
    PurposeCategory Category,
    string Name,
    string? Description,
    string Language
);

/// <summary>Where and how long the data of a consent record are stored.</summary>
/// <param name="Locations">ISO 3166-1 alpha-2, or EU.</param>
/// <param name="Until">The event until which the data are kept, in words.</param>
internal sealed record RecordedStorage(IReadOnlyList<string> Locations, string Until);

/// <summary>A controller or another recipient.</summary>
/// <param name="Id">Absolute IRI by which the record refers to the party.</param>
/// <param name="Address">Postal address, on one line.</param>
internal sealed record RecordedParty(
    string Id,
    PartyRole Role,
    string Name,
    string Address,
    string Mail,
    string? Url = null
);

/// <summary>Notice (consent statement) that was shown, in one version and language.</summary>
/// <param name="Id">Absolute IRI of this version of the notice in this language.</param>
/// <param name="Version">Version of the notice; null if it is not one of this site.</param>
/// <param name="Sha256">SHA-256 of the notice as it was shown, in UTF-8; empty if unknown.</param>
internal sealed record RecordedNotice(string Id, string Language, string? Version, ReadOnlyMemory<byte> Sha256);

/// <summary>Event of a consent record.</summary>
/// <param name="ValidUntil">Null if the state lasts until the next event.</param>
/// <param name="Method">How consent was expressed, in words: which page, checkbox or link.</param>
/// <param name="NoticeId">The <see cref="RecordedNotice.Id"/> of the notice shown then.</param>
internal sealed record RecordedEvent(
    ConsentState State,
    DateTimeOffset At,
    Expresser By,
    DateTimeOffset? ValidUntil = null,
    string? Method = null,
    string? NoticeId = null,
    LogPosition? Position = null
);

/// <summary>The party that expressed an event.</summary>
/// <param name="Name">Name of a party other than the data subject and the controller.</param>
internal sealed record Expresser(ExpresserKind Kind, string? Name = null);

/// <summary>Position of the event in the ledger: the log's origin and its index, from 0.</summary>
internal sealed record LogPosition(string Origin, long Index);

/// <summary>A data subject right of the GDPR, by its local name in https://w3id.org/dpv/legal/eu/gdpr#.</summary>
internal readonly record struct GdprRight(string Term)
{
    public static readonly GdprRight WithdrawConsent = new("A7-3");
    public static readonly GdprRight Complain = new("A77");

    /// <summary>Rights that apply to data processed by consent.</summary>
    public static IReadOnlyList<GdprRight> All { get; } =
    [WithdrawConsent, new("A13"), new("A15"), new("A16"), new("A17"), new("A18"), new("A20"), new("A21"), Complain];
}

/// <summary>Kind of party that expressed an event.</summary>
internal enum ExpresserKind
{
    Principal,
    Controller,
    Other,
}

// The names below are written to files: each is a term of DPV 2.2 (https://w3id.org/dpv#), those of PersonalDataKind of
// https://w3id.org/dpv/pd#.

/// <summary>Type of consent.</summary>
internal enum ConsentType
{
    ExpressedConsent,
    ExplicitlyExpressedConsent,
}

/// <summary>State of a consent. The data subject withdraws it; another party revokes it.</summary>
internal enum ConsentState
{
    ConsentRequested,
    ConsentGiven,
    RenewedConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    ConsentRevoked,
    ConsentExpired,
    ConsentInvalidated,
}

/// <summary>Category of purpose.</summary>
internal enum PurposeCategory
{
    DirectMarketing,
    CommunicationManagement,
}

/// <summary>Kind of personal data.</summary>
internal enum PersonalDataKind
{
    EmailAddress,
    Name,
    Language,
}

/// <summary>Kind of processing.</summary>
internal enum ProcessingKind
{
    Collect,
    Store,
    Use,
}

/// <summary>Role of a party.</summary>
internal enum PartyRole
{
    DataController,
    DataProcessor,
    ThirdParty,
}
