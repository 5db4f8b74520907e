namespace PreferenceCenter.Data;

/// <summary>Everything that one group of changes writes, in one transaction.</summary>
internal sealed class WriteSet
{
    public List<SubscriberSnapshot> Snapshots { get; } = [];
    public List<(SubscriberSnapshot Owner, Domain.Choice Choice)> Choices { get; } = [];
    public List<LedgerEventRow> Events { get; } = [];
    public List<EvidenceRow> Evidence { get; } = [];
    public List<(SubscriberSnapshot? Owner, OutboxRow Row)> Outbox { get; } = [];
    public List<LogNode> Nodes { get; } = [];

    /// <summary>Corrected names of known subscribers.</summary>
    public List<Subscriber> Renamed { get; } = [];
    public List<(byte[] Hash, DateTimeOffset At)> UsedLinks { get; } = [];

    /// <summary>Undos that pages offer, with the subscriber whose events they undo.</summary>
    public List<(SubscriberSnapshot Owner, MailedLinkRow Row)> Undos { get; } = [];
    public List<UnclaimedLeaveRow> UnclaimedLeaves { get; } = [];

    /// <summary>Ids that have appeared: their unsubscribes are applied and no longer kept.</summary>
    public List<Guid> ClaimedLeaves { get; } = [];
    public List<RateLimitRow> RateLimits { get; } = [];
    public List<OptInRow> OptIns { get; } = [];

    /// <summary>
    /// Settled sign-ups, with the subscriber they made or changed, whose id may only be known on writing.
    /// </summary>
    public List<(OptInRow Row, SubscriberSnapshot? Owner)> SettledOptIns { get; } = [];

    /// <summary>
    /// Positions of events whose evidence is erased; events that share another's evidence have no entry here.
    /// </summary>
    public List<(int Slot, long Position)> ErasedEvidence { get; } = [];

    /// <summary>Keyed hashes of addresses whose owners came back themselves.</summary>
    public List<byte[]> LiftedSuppressions { get; } = [];
    public List<PrivacyRequestRow> Requests { get; } = [];
    public List<RecipientNotice> ToTell { get; } = [];

    /// <summary>
    /// Subscribers with a new address. Written first, in this order, because no two may have the same address.
    /// </summary>
    public List<Subscriber> Readdressed { get; } = [];
    public List<AddressChangeRow> AddressChanges { get; } = [];

    /// <summary>
    /// Subscribers who got an address in this group, by registration or by a change. Open requests that named it before
    /// are about them from now on.
    /// </summary>
    public List<Subscriber> Addressed { get; } = [];

    /// <summary>Addresses suppressed without an erasure; written after the lifted ones.</summary>
    public List<SuppressionRow> Suppressed { get; } = [];

    /// <summary>Subscribers to erase with every row about them; written last.</summary>
    public List<ErasedPerson> Erased { get; } = [];

    /// <summary>Keyed hashes that name erased addresses in the journals of all nodes.</summary>
    public List<byte[]> ErasedAddresses { get; } = [];

    /// <summary>Addresses of no subscriber, whose emails are erased.</summary>
    public List<string> ForgottenAddresses { get; } = [];

    /// <summary>Keys of the counts about such addresses.</summary>
    public List<byte[]> ForgottenLimits { get; } = [];

    /// <summary>What is added to the counts: by number of the day and topic, by form, by language.</summary>
    public List<(int Day, long Topic, long[] Counts)> TopicDays { get; } = [];
    public List<FormDayRow> FormDays { get; } = [];
    public List<(string Language, long People)> LanguagePeople { get; } = [];
    public SealRow? Seal { get; set; }
    public LogHead? Head { get; set; }
}

/// <summary>What a group of changes starts from, read once the transaction holds its locks.</summary>
/// <param name="Head">Head of the log that this store writes.</param>
/// <param name="Others">Heads of the other logs.</param>
/// <param name="People">In the order of the keys; null where no subscriber has that key.</param>
internal sealed record BatchSnapshot(
    LogHead? Head,
    IReadOnlyList<LogHead> Others,
    IReadOnlyList<SubscriberSnapshot?> People
);

/// <summary>
/// An address that a group may register. It is locked, so that no other node registers or suppresses it meanwhile.
/// </summary>
/// <param name="Hashes">The hashes under every key. The lock uses the first key's hash, which is the same on every
/// node while keys are added.</param>
internal readonly record struct Newcomer(IReadOnlyList<KeyedHash> Hashes, Guid? PublicId);

/// <summary>The outcome of a transaction whose commit failed.</summary>
internal enum CommitOutcome
{
    Undone,
    Done,
    Unknown,
}

/// <summary>
/// The database as the change writer uses it: one transaction at a time, from one thread. All reading for a group
/// comes before writing.
/// </summary>
internal interface IWriteStore : IDisposable
{
    /// <summary>The log that only this store writes, while its connection holds.</summary>
    int Slot { get; }

    /// <summary>Whether no other writer can write while a transaction of this store is open.</summary>
    bool HoldsAll { get; }

    /// <summary>
    /// Begins a transaction, or prepares it; false when the database is not available within that time.
    /// </summary>
    /// <param name="atMostForLocks">For how long it waits for rows that others hold; otherwise as patience allows.</param>
    bool TryBegin(TimeSpan patience, TimeSpan? atMostForLocks = null);

    /// <summary>Reads what a group is about. From here on, no other writer can change it.</summary>
    BatchSnapshot Enter(IReadOnlyList<PersonKey> keys, IReadOnlyList<Newcomer> newcomers);

    /// <summary>Reads another subscriber that the group turns out to need.</summary>
    SubscriberSnapshot? Load(PersonKey key);
    RateLimitRow? ReadRateLimit(byte[] key);

    /// <summary>Whether any of these hashes, one address under each key, is on the suppression list.</summary>
    bool IsSuppressed(IReadOnlyList<KeyedHash> hashes);
    IReadOnlyList<UnclaimedLeaveRow> ReadUnclaimedLeaves(Guid publicId);
    bool HasLink(byte[] hash);
    OptInRow? ReadOptIn(Guid id);

    /// <summary>The sign-ups of an address that nobody answered.</summary>
    IReadOnlyList<OptInRow> ReadWaitingOptIns(string addressKey);
    IReadOnlyList<PrivacyRequestRow> ReadRequests(long subscriberId);
    IReadOnlyList<AddressChangeRow> ReadAddressChanges(long subscriberId);

    /// <summary>The subscribers merged into that one.</summary>
    IReadOnlyList<long> ReadMerged(long subscriberId);
    IReadOnlyList<MadeFor> ReadMails(long subscriberId, string addressKey);
    void Write(WriteSet set);

    /// <summary>
    /// Changes administrative tables inside the open transaction; one caller at a time, whatever writes to the
    /// database. If the result is not to be kept, everything the work wrote is undone.
    /// </summary>
    T Within<T>(Func<CenterContext, (T Result, bool Keep)> work);
    void Commit();
    void Rollback();

    /// <summary>
    /// After a failure: whether the transaction with that seal was committed. Call it after <see cref="Rollback"/>.
    /// </summary>
    CommitOutcome OutcomeOf(SealRow? seal, TimeSpan patience);
}
