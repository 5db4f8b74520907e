namespace PreferenceCenter.Data;

/// <summary>
/// An erasure in progress: it tracks the removal from files and freed pages. It contains no data about the subscriber
/// except, for a time, the address for the certificate.
/// </summary>
internal sealed class ErasureRow
{
    /// <summary>The id of the erasure, also the stable part of the certificate's Message-ID.</summary>
    public Guid Id { get; set; }
    public DateTimeOffset ErasedAt { get; set; }

    /// <summary>Position of the subscriber's last event in the log.</summary>
    public int Slot { get; set; }
    public long Position { get; set; }

    /// <summary>Whether a keyed hash of the address is kept, so that no import adds the subscriber again.</summary>
    public bool Suppressed { get; set; }

    /// <summary>The end of storage of the proof stub; null where there is none.</summary>
    public DateTimeOffset? ProofUntil { get; set; }

    /// <summary>
    /// Mails made for the subscriber, as JSON. Their pickup files are deleted, including those written during the
    /// erasure.
    /// </summary>
    public string? Mails { get; set; }

    /// <summary>The address for the certificate; deleted after sending, and after seven days at most.</summary>
    public string? Address { get; set; }
    public string? Language { get; set; }

    /// <summary>When the files were free of the subscriber's data.</summary>
    public DateTimeOffset? CleanedAt { get; set; }

    /// <summary>When the address of the certificate was deleted.</summary>
    public DateTimeOffset? DroppedAt { get; set; }

    /// <summary>When the files were free of that address too.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}
