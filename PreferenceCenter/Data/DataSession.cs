namespace PreferenceCenter.Data;

/// <summary>
/// A session for viewing one's own data, opened in one browser by a fresh identity link. Only the SHA-256 of the
/// cookie's id is stored.
/// </summary>
[PreparedStatements("every page of /me reads it; it is opened together with the use of its link")]
internal sealed class DataSessionRow
{
    public required byte[] Hash { get; set; }
    public long SubscriberId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>The end of the session, regardless of activity.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>
    /// Whether an export waits for staff, who first check who reads the mailbox now: it had bounced, or the subscriber
    /// had not acted for a year when the session was opened.
    /// </summary>
    public bool ExportWaits { get; set; }
}
