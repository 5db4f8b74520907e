using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>A subscriber. The row links the address to the ledger id and is deleted on erasure.</summary>
[PreparedStatements("every page reads it and every change writes it")]
internal sealed class Subscriber
{
    public long Id { get; set; }
    public Guid PublicId { get; set; }
    public Guid LedgerId { get; set; }

    /// <summary>The address as typed; mail is sent to it.</summary>
    public required string Address { get; set; }

    /// <summary>The key by which addresses are compared; see <see cref="EmailAddress.Key"/>.</summary>
    public required string AddressKey { get; set; }
    public string? Name { get; set; }
    public required string Language { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Sequence number of the subscriber's last event, and its position in the log.</summary>
    public long LastSeq { get; set; }
    public int HeadSlot { get; set; }
    public long HeadPosition { get; set; }

    /// <summary>
    /// End of the open window in which changes share one confirmation mail; day and number of such mails on that day.
    /// </summary>
    public DateTimeOffset? NoticeUntil { get; set; }
    public DateTimeOffset? NoticeDay { get; set; }
    public int NoticeCount { get; set; }
}

/// <summary>
/// One choice of one subscriber: a subscription where the aspect is a topic, otherwise the stop, pause, tracking,
/// profiling and so on.
/// </summary>
[PreparedStatements("every page, gate and export reads it; every change writes it")]
internal sealed class ChoiceRow
{
    public long SubscriberId { get; set; }
    public long Aspect { get; set; }
    public long Value { get; set; }
    public long? Wish { get; set; }
    public long Touched { get; set; }
    public DateTimeOffset TouchedAt { get; set; }
    public byte TouchedBy { get; set; }
    public DateTimeOffset? LeftAt { get; set; }
    public long? GrantSeq { get; set; }

    /// <summary>
    /// Null where the grant was the last event on the choice, as in most rows; then TouchedAt applies.
    /// </summary>
    public DateTimeOffset? GrantAt { get; set; }
    public EventKind? GrantKind { get; set; }
    public LawfulBasis? GrantBasis { get; set; }
    public int? GrantController { get; set; }
    public int? GrantNotice { get; set; }
}

/// <summary>One event as sealed in the log. Append-only: triggers refuse updates and deletes.</summary>
[PreparedStatements("the log: every change writes it")]
internal sealed class LedgerEventRow
{
    public int Slot { get; set; }
    public long Position { get; set; }
    public Guid LedgerId { get; set; }
    public long Seq { get; set; }
    public EventKind Kind { get; set; }
    public long Aspect { get; set; }
    public long Value { get; set; }
    public long Before { get; set; }
    public long Refers { get; set; }
    public Channel Channel { get; set; }
    public ActorKind ActorKind { get; set; }
    public Guid ActorId { get; set; }
    public LawfulBasis Basis { get; set; }
    public int Controller { get; set; }
    public int Notice { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>
    /// Position of the same subscriber's previous event; -1 for the first. It leads through the history without an
    /// index that would outlive erasure.
    /// </summary>
    public int PrevSlot { get; set; }
    public long PrevPosition { get; set; }
    public required byte[] Commitment { get; set; }
}

/// <summary>
/// The evidence of the event at <see cref="Position"/> and of the <see cref="Count"/> - 1 events after it. It can be
/// erased; the log still verifies.
/// </summary>
[PreparedStatements("the log: every change writes it")]
internal sealed class EvidenceRow
{
    public int Slot { get; set; }
    public long Position { get; set; }
    public int Count { get; set; }
    public required byte[] Salt { get; set; }
    public required byte[] Content { get; set; }
}

/// <summary>Size and root of a log after a batch, with the last known roots of the other logs.</summary>
[PreparedStatements("the log: every group of changes writes it")]
internal sealed class SealRow
{
    public int Slot { get; set; }
    public long Batch { get; set; }
    public long Size { get; set; }
    public required byte[] Root { get; set; }
    public required byte[] Others { get; set; }
}

/// <summary>The state from which the next batch of a log continues. Verification recomputes it.</summary>
[PreparedStatements("the log: every group of changes writes it")]
internal sealed class LogHead
{
    public int Slot { get; set; }
    public long Batch { get; set; }
    public required byte[] Frontier { get; set; }

    /// <summary>The last event of the installation itself, whose ledger id is empty.</summary>
    public long HouseSeq { get; set; }
    public long HousePosition { get; set; }
}

/// <summary>
/// The root of a complete subtree of 256, 65 536, … leaves. Inclusion proofs read these instead of the whole log.
/// </summary>
[PreparedStatements("the log: many changes together write it")]
internal sealed class LogNode
{
    public int Slot { get; set; }
    public int Level { get; set; }
    public long Index { get; set; }
    public required byte[] Hash { get; set; }
}

/// <summary>The name behind a random actor id: an operating-system user, a staff account or a sender.</summary>
internal sealed class ActorRow
{
    public Guid Id { get; set; }
    public ActorKind Kind { get; set; }
    public required string Name { get; set; }
}

/// <summary>A controller to whom consents were given; events store its number.</summary>
internal sealed class ControllerRow
{
    public int Number { get; set; }
    public required string Name { get; set; }
}
