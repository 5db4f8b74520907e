using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>All that one group of changes writes, in one transaction.</summary>
internal sealed class WriteSet
{
    public List<SubscriberSnapshot> Snapshots { get; } = [];
    public List<(SubscriberSnapshot Owner, Domain.Choice Choice)> Choices { get; } = [];
    public List<LedgerEventRow> Events { get; } = [];
    public List<EvidenceRow> Evidence { get; } = [];
    public List<(SubscriberSnapshot? Owner, OutboxRow Row)> Outbox { get; } = [];
    public List<LogNode> Nodes { get; } = [];

    /// <summary>Corrected names of people who are known.</summary>
    public List<Subscriber> Renamed { get; } = [];
    public List<(byte[] Hash, DateTimeOffset At)> UsedLinks { get; } = [];
    public List<UnclaimedLeaveRow> UnclaimedLeaves { get; } = [];

    /// <summary>Ids that appeared: their leaves are applied and need not be kept.</summary>
    public List<Guid> ClaimedLeaves { get; } = [];
    public List<RateLimitRow> RateLimits { get; } = [];
    public List<OptInRow> OptIns { get; } = [];

    /// <summary>Answered ones, with whom they made or changed, once that person's id is known.</summary>
    public List<(OptInRow Row, SubscriberSnapshot? Owner)> SettledOptIns { get; } = [];

    /// <summary>Positions of events whose evidence goes; those that share another's name none.</summary>
    public List<(int Slot, long Position)> ErasedEvidence { get; } = [];

    /// <summary>Keyed hashes of addresses whose owners came back by themselves.</summary>
    public List<byte[]> LiftedSuppressions { get; } = [];
    public List<PrivacyRequestRow> Requests { get; } = [];
    public List<RecipientNotice> ToTell { get; } = [];

    /// <summary>
    /// People whose address is another from here on; written first, in this order, as no two may have one.
    /// </summary>
    public List<Subscriber> Readdressed { get; } = [];
    public List<AddressChangeRow> AddressChanges { get; } = [];

    /// <summary>Addresses kept away though nobody was erased; after the lifted ones.</summary>
    public List<SuppressionRow> Suppressed { get; } = [];

    /// <summary>Who goes, with every row about them; last of all that is written.</summary>
    public List<ErasedPerson> Erased { get; } = [];
    public SealRow? Seal { get; set; }
    public LogHead? Head { get; set; }
}

/// <summary>What a group of changes begins from, as it stands once the transaction holds what it needs.</summary>
/// <param name="Head">Of the log this store writes.</param>
/// <param name="Others">Heads of the other logs.</param>
/// <param name="People">In the order of the keys asked for; nothing where nobody has that key.</param>
internal sealed record BatchSnapshot(
    LogHead? Head,
    IReadOnlyList<LogHead> Others,
    IReadOnlyList<SubscriberSnapshot?> People
);

/// <summary>An address that a group may register, so that no other node registers or suppresses it meanwhile.</summary>
/// <param name="Hashes">Under every key; what is locked is the first one's, which is the same on every node however
/// keys are added.</param>
internal readonly record struct Newcomer(IReadOnlyList<KeyedHash> Hashes, Guid? PublicId);

/// <summary>What became of a transaction whose commit failed.</summary>
internal enum CommitOutcome
{
    Undone,
    Done,
    Unknown,
}

/// <summary>
/// The writer's hold on the database: one transaction at a time, from one thread. Reading comes before writing, for all
/// changes of a group at once.
/// </summary>
internal interface IWriteStore : IDisposable
{
    /// <summary>The log that is this store's alone, for as long as nothing goes wrong with its connection.</summary>
    int Slot { get; }

    /// <summary>Whether nobody else can write while a transaction of this store is open.</summary>
    bool HoldsAll { get; }

    /// <summary>Makes sure of a transaction; false when the database cannot be had within the patience.</summary>
    bool TryBegin(TimeSpan patience);

    /// <summary>Reads what a group is about. From here on no other writer can come between.</summary>
    BatchSnapshot Enter(IReadOnlyList<PersonKey> keys, IReadOnlyList<Newcomer> newcomers);

    /// <summary>Somebody more, found out on the way.</summary>
    SubscriberSnapshot? Load(PersonKey key);
    RateLimitRow? ReadRateLimit(byte[] key);

    /// <summary>Whether any of these is on the list: what one address is known by under each key.</summary>
    bool IsSuppressed(IReadOnlyList<KeyedHash> hashes);
    IReadOnlyList<UnclaimedLeaveRow> ReadUnclaimedLeaves(Guid publicId);
    OptInRow? ReadOptIn(Guid id);
    IReadOnlyList<PrivacyRequestRow> ReadRequests(long subscriberId);
    IReadOnlyList<AddressChangeRow> ReadAddressChanges(long subscriberId);

    /// <summary>Who became part of that one.</summary>
    IReadOnlyList<long> ReadMerged(long subscriberId);
    IReadOnlyList<MadeFor> ReadMails(long subscriberId, string addressKey);
    void Write(WriteSet set);

    /// <summary>What the house changes in its own tables, inside the open transaction.</summary>
    void Within(Action<CenterContext> work);
    void Commit();
    void Rollback();

    /// <summary>
    /// After a failure: whether what was to be committed under that seal stands. Asked after <see cref="Rollback"/>.
    /// </summary>
    CommitOutcome OutcomeOf(SealRow? seal, TimeSpan patience);
}
