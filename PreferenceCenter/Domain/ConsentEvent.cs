namespace PreferenceCenter.Domain;

/// <summary>What happened, as the ledger keeps it. Numbers are part of the sealed bytes: never reuse one.</summary>
internal enum EventKind : byte
{
    /// <summary>The person said yes, by an act that proves it or that the operator chose to accept.</summary>
    Granted = 1,

    /// <summary>Somebody else says that the person said yes, with evidence.</summary>
    Asserted = 2,

    /// <summary>A wish that waits for the person's confirmation; no consent.</summary>
    Requested = 3,
    Confirmed = 4,

    /// <summary>"This was not me."</summary>
    Rejected = 5,
    Withdrawn = 6,

    /// <summary>A reducing act that found nothing left to reduce; it still voids what is older.</summary>
    Repeated = 7,

    /// <summary>Taken back by the person: the grant it names holds again, no new one is made.</summary>
    Restored = 8,

    /// <summary>A change that neither gives nor withdraws consent: frequency, pause, language.</summary>
    Changed = 9,
    Stopped = 10,

    /// <summary>The global stop ends because the person came back to something.</summary>
    Resumed = 11,
    Suppressed = 12,
    Released = 13,
    ReasonGiven = 14,
    EvidenceErased = 15,

    /// <summary>
    /// The person put right what is kept about them (GDPR article 16); what it was and is stands in no event.
    /// </summary>
    Corrected = 16,

    /// <summary>The person is erased: whatever of theirs is left names nobody. Their last event.</summary>
    Erased = 17,

    /// <summary>
    /// The person goes by another address from here on, or by the old one again; which, stands in no event.
    /// </summary>
    AddressChanged = 18,

    /// <summary>
    /// Two people turned out to be one: this one's history ends in the other's, or goes on by itself.
    /// </summary>
    Merged = 19,

    // What the house does, under the empty ledger id.
    ActorNamed = 64,
    ControllerNamed = 65,
    CategoryChanged = 66,
    TopicChanged = 67,
    LinkKeyAdded = 68,
    LinkKeyRevoked = 69,
    MailRetried = 70,

    /// <summary>A database that had forgotten reductions was told them again, from the journal.</summary>
    JournalReplayed = 71,

    /// <summary>Somebody answers for it that what the journal knows and the database does not is given up.</summary>
    LossAccepted = 72,
    NoticePublished = 73,
    FormChanged = 74,

    /// <summary>What the daily job took out, because it was kept long enough.</summary>
    RetentionRan = 75,

    /// <summary>What was done with an account of the staff, or by it to itself.</summary>
    StaffAccountChanged = 76,

    /// <summary>
    /// A request was made, decided or is over; the aspect is its kind, the value its state, its reference the evidence.
    /// </summary>
    RequestChanged = 77,

    /// <summary>People the journal of erasures names were erased again; the value says how many.</summary>
    ErasuresReplayed = 78,

    /// <summary>Who is given data: added (value 1), or ended (0).</summary>
    RecipientChanged = 79,

    /// <summary>
    /// A recipient answered what it was told about one person (article 19): has done it (1), or cannot (0).
    /// </summary>
    RecipientAnswered = 80,

    /// <summary>The suppression list has a key more; the aspect is its number.</summary>
    SuppressionKeyAdded = 81,

    /// <summary>
    /// What is kept of an erased person to stand up in court was asked for (aspect 1), agreed to by a second (2),
    /// decided alone (3) or read (4).
    /// </summary>
    ProofRead = 82,
}

/// <summary>
/// One event of one person. <paramref name="Refers"/> is the sequence number of the grant a restoration names, of the
/// stop that an undo ends, or the topic a reason is about; <paramref name="Before"/> the value that the event replaced.
/// </summary>
internal sealed record ConsentEvent(
    long Seq,
    EventKind Kind,
    long Aspect,
    long Value,
    long Before,
    long Refers,
    Act Act
)
{
    public bool IsGrant =>
        Kind is EventKind.Granted or EventKind.Asserted or EventKind.Confirmed
        || (Kind == EventKind.Restored && Refers > 0);
    public LawfulBasis Basis => IsGrant ? Act.Basis : LawfulBasis.None;
    public int Controller => IsGrant ? Act.Controller : 0;

    /// <summary>What a yes was to, and what somebody was asked to say yes to.</summary>
    public int Notice => IsGrant || Kind == EventKind.Requested ? Act.Notice : 0;
}
