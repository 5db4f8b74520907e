namespace PreferenceCenter.Data;

/// <summary>
/// A change of address. After the request it waits for the new mailbox; after confirmation the old mailbox can undo it
/// for some days. Then the row is deleted.
/// </summary>
internal sealed class AddressChangeRow
{
    public static readonly TimeSpan BackFor = TimeSpan.FromDays(7);

    /// <summary>How long staff are told that it is open whose an address is; the state of the person lasts longer.</summary>
    public static readonly TimeSpan DoubtFor = TimeSpan.FromDays(90);

    /// <summary>The id that its links contain.</summary>
    public Guid Id { get; set; }
    public long SubscriberId { get; set; }

    /// <summary>
    /// The new address while the change waits; after confirmation the old one, until an undo is no longer possible.
    /// </summary>
    public string? Address { get; set; }
    public string? AddressKey { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The end of waiting, and after confirmation the end of the undo period.</summary>
    public DateTimeOffset Until { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }
    public DateTimeOffset? RevertedAt { get; set; }

    /// <summary>The range of the subscriber's events that the change made.</summary>
    public long FromSeq { get; set; }
    public long ToSeq { get; set; }

    /// <summary>The subscriber who already had the new address, and was merged into this one.</summary>
    public long? MergedId { get; set; }

    public bool Waits(DateTimeOffset now) => ConfirmedAt is null && Address is not null && now < Until;

    /// <summary>
    /// Whether the old address can still undo the change. Until then the new address cannot see, export or end
    /// anything from before.
    /// </summary>
    public bool HasWayBack(DateTimeOffset now) =>
        ConfirmedAt is not null && RevertedAt is null && Address is not null && now < Until;

    /// <summary>
    /// Whether it stands for a change that a restored database has forgotten: the journal tells that there was one, and
    /// neither address.
    /// </summary>
    public bool IsInDoubt(DateTimeOffset now) =>
        ConfirmedAt is not null && RevertedAt is null && Address is null && now < Until;
}
