namespace PreferenceCenter.Data;

/// <summary>
/// A journal directory of this database. Each machine has one; after a restore, the database is served once every
/// journal has been compared with it.
/// </summary>
[PreparedStatements("several nodes may write one row at once: an upsert")]
internal sealed class JournalRow
{
    /// <summary>The id of the journal, which its directory holds too.</summary>
    public Guid Id { get; set; }

    /// <summary>The id of the database, the same in every row; a directory of another database is refused.</summary>
    public Guid DatabaseId { get; set; }

    /// <summary>Machine and directory, for the operator: <c>node-1:/var/lib/preference-center-journal</c>.</summary>
    public string Place { get; set; } = "";

    /// <summary>
    /// The <see cref="Database.Incarnation"/> that was last compared with this journal and lacks nothing of it. Empty
    /// while it is known to lack something.
    /// </summary>
    public string Confirmed { get; set; } = "";

    /// <summary>When two people accepted its loss; null for the others.</summary>
    public DateTimeOffset? LostAt { get; set; }

    /// <summary>When a node last had it in use, to the hour.</summary>
    public DateTimeOffset SeenAt { get; set; }
}

/// <summary>
/// The keyed hash of an erased subscriber's id, or of an erased address: what every journal of erasures must name,
/// whichever node erased, and what this database has done of it. The row bears nothing else, and the table is written anew after an erasure, as the suppression list is.
/// </summary>
[PreparedStatements("written with the erasure, read by the journals of the other nodes")]
internal sealed class ErasedIdRow
{
    public byte[] KeyedHash { get; set; } = [];
}
