namespace PreferenceCenter.Data;

/// <summary>All that one group of changes writes, in one transaction.</summary>
internal sealed class WriteSet
{
    public List<Dossier> Dossiers { get; } = [];
    public List<(Dossier Owner, Domain.Choice Choice)> Choices { get; } = [];
    public List<LedgerEventRow> Events { get; } = [];
    public List<EvidenceRow> Evidence { get; } = [];
    public List<(Dossier? Owner, OutboxRow Row)> Outbox { get; } = [];
    public List<LogNode> Nodes { get; } = [];
    public List<(byte[] Hash, DateTimeOffset At)> UsedLinks { get; } = [];
    public List<UnclaimedLeaveRow> UnclaimedLeaves { get; } = [];
    /// <summary>Ids that appeared: their leaves are applied and need not be kept.</summary>
    public List<Guid> ClaimedLeaves { get; } = [];
    public List<RateLimitRow> RateLimits { get; } = [];
    public SealRow? Seal { get; set; }
    public LogHead? Head { get; set; }
}

/// <summary>
/// The writer's hold on the database: one transaction at a time, from one thread. Reading comes before writing, for all changes of a group at once.
/// </summary>
internal interface IWriteStore : IDisposable
{
    /// <summary>Opens a transaction that no other writer can come between; false when another holds the database past the deadline.</summary>
    bool TryBegin(TimeSpan patience);
    LogHead? ReadHead(int slot);
    Dossier?[] Load(IReadOnlyList<PersonKey> keys);
    RateLimitRow? ReadRateLimit(byte[] key);
    bool IsSuppressed(byte[] keyedHash);
    IReadOnlyList<UnclaimedLeaveRow> ReadUnclaimedLeaves(Guid publicId);
    void Write(WriteSet set);
    /// <summary>What the house changes in its own tables, inside the open transaction.</summary>
    void Within(Action<CenterContext> work);
    void Commit();
    void Rollback();
}
