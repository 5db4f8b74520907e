namespace PreferenceCenter.Data;

/// <summary>
/// Somebody is erased and it is being seen to that nothing is left, in files or in pages given back. Says nothing of
/// them but, for a while, where the certificate goes.
/// </summary>
internal sealed class ErasureRow
{
    /// <summary>Also the stable half of the certificate's Message-ID.</summary>
    public Guid Id { get; set; }
    public DateTimeOffset ErasedAt { get; set; }

    /// <summary>Where its last event stands in the log.</summary>
    public int Slot { get; set; }
    public long Position { get; set; }

    /// <summary>Whether a keyed hash of the address is kept, so that nobody is brought back by a list.</summary>
    public bool Suppressed { get; set; }

    /// <summary>Until when a stub of proof is kept; none where there is none.</summary>
    public DateTimeOffset? ProofUntil { get; set; }

    /// <summary>
    /// Mails that were made for them, as JSON: their pickup files go, also those written while they were erased.
    /// </summary>
    public string? Mails { get; set; }

    /// <summary>Where the certificate goes; dropped when it is out, and after seven days at most.</summary>
    public string? Address { get; set; }
    public string? Language { get; set; }

    /// <summary>When nothing of them was left in the files.</summary>
    public DateTimeOffset? CleanedAt { get; set; }

    /// <summary>When the address of the certificate went.</summary>
    public DateTimeOffset? DroppedAt { get; set; }

    /// <summary>When nothing of that was left either.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}
