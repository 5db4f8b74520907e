using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Somebody on the lists. The row ties the address to the ledger id; it goes with erasure.</summary>
internal sealed class Subscriber
{
    public long Id { get; set; }
    public Guid PublicId { get; set; }
    public Guid LedgerId { get; set; }

    /// <summary>As typed: what mail is sent to.</summary>
    public required string Address { get; set; }

    /// <summary>What addresses are compared by; see <see cref="EmailAddress.Key"/>.</summary>
    public required string AddressKey { get; set; }
    public string? Name { get; set; }
    public required string Language { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Sequence number of the person's last event and where it stands in the log.</summary>
    public long LastSeq { get; set; }
    public int HeadSlot { get; set; }
    public long HeadPosition { get; set; }

    /// <summary>
    /// End of the open window in which changes make one confirmation mail, and how many mails this day has seen.
    /// </summary>
    public DateTimeOffset? NoticeUntil { get; set; }
    public DateTimeOffset? NoticeDay { get; set; }
    public int NoticeCount { get; set; }
}

/// <summary>
/// One choice of one person: a subscription where the aspect is a topic, else the stop, pause, tracking, profiling.
/// </summary>
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

    /// <summary>Nothing where the grant is what touched the choice last, as most are.</summary>
    public DateTimeOffset? GrantAt { get; set; }
    public EventKind? GrantKind { get; set; }
    public LawfulBasis? GrantBasis { get; set; }
    public int? GrantController { get; set; }
    public int? GrantNotice { get; set; }
}

/// <summary>One event as sealed in the log. Append-only: triggers refuse anything else.</summary>
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
    /// Where the same person's previous event stands; -1 where this is the first. History without an index that would
    /// outlive erasure.
    /// </summary>
    public int PrevSlot { get; set; }
    public long PrevPosition { get; set; }
    public required byte[] Commitment { get; set; }
}

/// <summary>
/// What proves the events at <see cref="Position"/> and the <see cref="Count"/> - 1 after it. Can be erased; the log
/// still verifies.
/// </summary>
internal sealed class EvidenceRow
{
    public int Slot { get; set; }
    public long Position { get; set; }
    public int Count { get; set; }
    public required byte[] Salt { get; set; }
    public required byte[] Content { get; set; }
}

/// <summary>The log's size and root after a batch, with the last roots seen of the other logs.</summary>
internal sealed class SealRow
{
    public int Slot { get; set; }
    public long Batch { get; set; }
    public long Size { get; set; }
    public required byte[] Root { get; set; }
    public required byte[] Others { get; set; }
}

/// <summary>Where a log stands: what the next batch needs to go on. Recomputed by verification.</summary>
internal sealed class LogHead
{
    public int Slot { get; set; }
    public long Batch { get; set; }
    public required byte[] Frontier { get; set; }

    /// <summary>Last event of the house itself, whose ledger id is empty.</summary>
    public long HouseSeq { get; set; }
    public long HousePosition { get; set; }
}

/// <summary>Root of a complete subtree of 256, 65 536, … leaves: proofs read these instead of the whole log.</summary>
internal sealed class LogNode
{
    public int Slot { get; set; }
    public int Level { get; set; }
    public long Index { get; set; }
    public required byte[] Hash { get; set; }
}

/// <summary>Who acted under a random id: an operating-system user, later staff and senders.</summary>
internal sealed class ActorRow
{
    public Guid Id { get; set; }
    public ActorKind Kind { get; set; }
    public required string Name { get; set; }
}

/// <summary>A controller that grants have been made to; the number stands in the events.</summary>
internal sealed class ControllerRow
{
    public int Number { get; set; }
    public required string Name { get; set; }
}
