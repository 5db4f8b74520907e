namespace PreferenceCenter.Domain;

/// <summary>The kind of an event in the ledger. The numbers are part of the sealed bytes: never reuse one.</summary>
internal enum EventKind : byte
{
    /// <summary>The subscriber consented, by an act that proves it or that the operator chose to accept.</summary>
    Granted = 1,

    /// <summary>Another party states, with evidence, that the subscriber consented.</summary>
    Asserted = 2,

    /// <summary>A request that waits for the subscriber's confirmation; it is no consent.</summary>
    Requested = 3,
    Confirmed = 4,

    /// <summary>"This was not me."</summary>
    Rejected = 5,
    Withdrawn = 6,

    /// <summary>A reducing act that found nothing left to reduce. It still voids older requests and undos.</summary>
    Repeated = 7,

    /// <summary>Restored by the subscriber: the grant it names holds again, and no new grant is made.</summary>
    Restored = 8,

    /// <summary>A change that neither gives nor withdraws consent: frequency, pause, language.</summary>
    Changed = 9,
    Stopped = 10,

    /// <summary>The global stop ends because the subscriber came back to a topic.</summary>
    Resumed = 11,
    Suppressed = 12,
    Released = 13,
    ReasonGiven = 14,
    EvidenceErased = 15,

    /// <summary>
    /// The subscriber corrected their data (GDPR article 16). The old and new values are stored in no event.
    /// </summary>
    Corrected = 16,

    /// <summary>
    /// The subscriber was erased: the remaining data identify no person. It is the subscriber's last event.
    /// </summary>
    Erased = 17,

    /// <summary>The subscriber's address changed, or changed back. The address is stored in no event.</summary>
    AddressChanged = 18,

    /// <summary>
    /// Two subscribers turned out to be one. This one's history ends in the other's, or, after an undo, continues by
    /// itself.
    /// </summary>
    Merged = 19,

    /// <summary>
    /// The topic became part of another one, which the event names: what was said of it is said of that one from here on.
    /// It gives no consent.
    /// </summary>
    TopicMerged = 20,

    // Events of the installation itself, under the empty ledger id.
    ActorNamed = 64,
    ControllerNamed = 65,
    CategoryChanged = 66,
    TopicChanged = 67,
    LinkKeyAdded = 68,
    LinkKeyRevoked = 69,
    MailRetried = 70,

    /// <summary>Reductions that a database had lost were applied again from the journal.</summary>
    JournalReplayed = 71,

    /// <summary>
    /// An operator takes responsibility for giving up entries that the journal has and the database lacks.
    /// </summary>
    LossAccepted = 72,
    NoticePublished = 73,
    FormChanged = 74,

    /// <summary>The daily job removed data whose retention period was over.</summary>
    RetentionRan = 75,

    /// <summary>A staff account was changed, by another account or by itself.</summary>
    StaffAccountChanged = 76,

    /// <summary>
    /// A privacy request was made, decided or finished. The aspect is its kind, the value its state, the reference its
    /// evidence.
    /// </summary>
    RequestChanged = 77,

    /// <summary>Subscribers named in the journal of erasures were erased again; the value is their number.</summary>
    ErasuresReplayed = 78,

    /// <summary>A recipient of data was added (value 1) or ended (0).</summary>
    RecipientChanged = 79,

    /// <summary>
    /// A recipient answered a notification about one subscriber (article 19): done (1), or impossible (0).
    /// </summary>
    RecipientAnswered = 80,

    /// <summary>A key was added to the suppression list; the aspect is its number.</summary>
    SuppressionKeyAdded = 81,

    /// <summary>
    /// Access to the stub that is kept of an erased subscriber for legal claims: requested (aspect 1), agreed to by a
    /// second person (2), decided alone (3) or read (4).
    /// </summary>
    ProofRead = 82,

    /// <summary>
    /// Staff read somebody's data: the subscriber's page (aspect 1), the history (2), a privacy request (3) or a file
    /// attached to one (4).
    /// </summary>
    PersonalDataRead = 83,

    /// <summary>Settings of the site were changed; the detail holds them, and null for those that were taken back.</summary>
    SettingsChanged = 84,

    /// <summary>
    /// A template of a topic (0 for any) was kept or checked with another result, and is sound (value 1) or not (2), or it is
    /// kept no longer (0). The detail holds its key, its digest and the rules that found an error.
    /// </summary>
    TemplateChanged = 85,

    /// <summary>
    /// Staff had a test message of a topic's mailings sent to the address of their own account. The detail holds its language.
    /// </summary>
    TestMessageSent = 86,
}

/// <summary>
/// One event of one subscriber. <paramref name="Refers"/> is the sequence number of the grant that a restoration
/// names, of the stop that an undo ends, or the topic that a reason is about or that took in another one. <paramref name="Before"/> is the value
/// that the event replaced.
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

    /// <summary>Number of the notice that a consent was given to, or that a request asked about.</summary>
    public int Notice => IsGrant || Kind == EventKind.Requested ? Act.Notice : 0;
}
