namespace PreferenceCenter.Data;

/// <summary>
/// What a fresh identity link opened, in one browser: a person looks at what is held about them. Only the SHA-256 of
/// the cookie's id is kept.
/// </summary>
internal sealed class DataSessionRow
{
    public required byte[] Hash { get; set; }
    public long SubscriberId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>However busy somebody is.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>
    /// The mailbox bounced, or nothing was heard of the person for a year when it was opened: staff look first who
    /// reads it now.
    /// </summary>
    public bool ExportWaits { get; set; }
}
