namespace PreferenceCenter.ConsentEvidence.ConsentRecords;

/// <summary>
/// One consent of one person, about one topic, from first to last event: what ISO/IEC TS 27560 calls a consent record,
/// with what its profile by the W3C's DPV group asks for (https://w3id.org/dpv/guides/consent-27560). The profile's
/// events are about all of a record, so each topic has its own. Mail that rests on a soft opt-in rests on no consent,
/// and has none.
/// </summary>
/// <param name="RecordId">A random UUID, by which the record is asked for and withdrawn.</param>
/// <param name="PrincipalId">A pseudonym; the address does not stand in here.</param>
/// <param name="Parties">The controller or controllers, and whoever else receives the data.</param>
/// <param name="Jurisdiction">ISO 3166-1 alpha-2, or EU.</param>
/// <param name="WithdrawAt">Where the consent is taken back, an absolute IRI.</param>
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
);

/// <summary>What a person is handed: their records, as they stood then.</summary>
internal sealed record ConsentReceipt(Guid ReceiptId, DateTimeOffset CreatedAt, IReadOnlyList<ConsentRecord> Records);

/// <param name="Language">BCP 47, of the name and the description.</param>
internal sealed record RecordedPurpose(
    string TopicKey,
    PurposeCategory Category,
    string Name,
    string? Description,
    string Language
);

/// <param name="Locations">ISO 3166-1 alpha-2, or EU.</param>
/// <param name="Until">The event until which the data are kept, in words.</param>
internal sealed record RecordedStorage(IReadOnlyList<string> Locations, string Until);

/// <param name="Id">An absolute IRI, by which the record refers to the party.</param>
/// <param name="Address">Postal, on one line.</param>
internal sealed record RecordedParty(
    string Id,
    PartyRole Role,
    string Name,
    string Address,
    string Mail,
    string? Url = null
);

/// <param name="Id">An absolute IRI of this version of the wording in this language.</param>
/// <param name="Version">The wording's version; null where it is none of ours.</param>
/// <param name="Sha256">Of the wording as it was shown, in UTF-8; empty where that is not known.</param>
internal sealed record RecordedNotice(string Id, string Language, string? Version, ReadOnlyMemory<byte> Sha256);

/// <param name="ValidUntil">Null where the state lasts until the next event.</param>
/// <param name="Method">How it was expressed, in words: which page, which box, which link.</param>
/// <param name="NoticeId">The <see cref="RecordedNotice.Id"/> of what was shown then.</param>
internal sealed record RecordedEvent(
    ConsentState State,
    DateTimeOffset At,
    Expresser By,
    DateTimeOffset? ValidUntil = null,
    string? Method = null,
    string? NoticeId = null,
    LogPosition? Position = null
);

/// <summary>Who expressed an event.</summary>
/// <param name="Name">Of somebody who is neither the person nor the controller.</param>
internal sealed record Expresser(ExpresserKind Kind, string? Name = null);

/// <summary>Where the event stands in the ledger: the log's origin, and its index from 0.</summary>
internal sealed record LogPosition(string Origin, long Index);

/// <summary>A right of the GDPR, by the local name it has in https://w3id.org/dpv/legal/eu/gdpr#.</summary>
internal readonly record struct GdprRight(string Term)
{
    public static readonly GdprRight WithdrawConsent = new("A7-3");
    public static readonly GdprRight Complain = new("A77");

    /// <summary>Those that come with data a person gave by consent.</summary>
    public static IReadOnlyList<GdprRight> All { get; } =
    [WithdrawConsent, new("A13"), new("A15"), new("A16"), new("A17"), new("A18"), new("A20"), new("A21"), Complain];
}

internal enum ExpresserKind
{
    Principal,
    Controller,
    Other,
}

// The names below are written out: each is a term of DPV 2.2, https://w3id.org/dpv#, those of PersonalDataKind of
// https://w3id.org/dpv/pd#.

internal enum ConsentType
{
    ExpressedConsent,
    ExplicitlyExpressedConsent,
}

/// <summary>Withdrawn is what the person does, revoked what somebody else does.</summary>
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

internal enum PurposeCategory
{
    DirectMarketing,
    CommunicationManagement,
}

internal enum PersonalDataKind
{
    EmailAddress,
    Name,
    Language,
}

internal enum ProcessingKind
{
    Collect,
    Store,
    Use,
}

internal enum PartyRole
{
    DataController,
    DataProcessor,
    ThirdParty,
}
