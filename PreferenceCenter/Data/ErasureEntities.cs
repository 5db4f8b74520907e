namespace PreferenceCenter.Data;

/// <summary>
/// An erasure in progress: it tracks the removal from files and freed pages, and is deleted when that is done. It
/// contains no data about the subscriber except, for a time, the address for the certificate; and days instead of
/// moments, because the log would say whose moment it is.
/// </summary>
internal sealed class ErasureRow
{
    /// <summary>
    /// The id of the erasure, also the stable part of the certificate's Message-ID. It is random: an id of version 7
    /// would hold the moment.
    /// </summary>
    public Guid Id { get; set; }

    /// <summary>The first instant of the day of the erasure.</summary>
    public DateTimeOffset ErasedAt { get; set; }

    /// <summary>
    /// When no node can write files about the subscriber any more: a few minutes after the erasure. Null once the
    /// journals are free of the subscriber.
    /// </summary>
    public DateTimeOffset? SettlesAt { get; set; }

    /// <summary>Whether a keyed hash of the address is kept, so that no import adds the subscriber again.</summary>
    public bool Suppressed { get; set; }

    /// <summary>The end of storage of the proof stub; null where there is none.</summary>
    public DateTimeOffset? ProofUntil { get; set; }

    /// <summary>
    /// Mails made for the subscriber, as JSON, until the erasure is settled. Their pickup files are deleted, including
    /// those written during the erasure.
    /// </summary>
    public string? Mails { get; set; }

    /// <summary>The address for the certificate; deleted after sending, and after seven days at most.</summary>
    public string? Address { get; set; }
    public string? Language { get; set; }

    /// <summary>The day on which the files were free of the subscriber's data.</summary>
    public DateTimeOffset? CleanedAt { get; set; }

    /// <summary>
    /// The day on which the address of the certificate was deleted. The row goes when the files are free of it too.
    /// </summary>
    public DateTimeOffset? DroppedAt { get; set; }
}
