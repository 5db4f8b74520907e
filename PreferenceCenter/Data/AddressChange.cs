namespace PreferenceCenter.Data;

/// <summary>
/// Somebody changes their address: asked for, it waits for the new mailbox; confirmed, the old one has a way back for
/// some days. Then the row goes.
/// </summary>
internal sealed class AddressChangeRow
{
    public static readonly TimeSpan BackFor = TimeSpan.FromDays(7);

    /// <summary>What its links name.</summary>
    public Guid Id { get; set; }
    public long SubscriberId { get; set; }

    /// <summary>While it waits the new address; once confirmed the old one, until nobody can go back to it.</summary>
    public string? Address { get; set; }
    public string? AddressKey { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>How long it waits, then how long there is a way back.</summary>
    public DateTimeOffset Until { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }
    public DateTimeOffset? RevertedAt { get; set; }

    /// <summary>The person's events that it made.</summary>
    public long FromSeq { get; set; }
    public long ToSeq { get; set; }

    /// <summary>Who was here under the new address, and is part of this person now.</summary>
    public long? MergedId { get; set; }

    public bool Waits(DateTimeOffset now) => ConfirmedAt is null && Address is not null && now < Until;

    /// <summary>
    /// Whether the old address may still go back: so long the new one sees, takes and ends nothing of before.
    /// </summary>
    public bool HasWayBack(DateTimeOffset now) =>
        ConfirmedAt is not null && RevertedAt is null && Address is not null && now < Until;
}
