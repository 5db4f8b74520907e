using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>An outbox row as its dispatcher holds it under a lease: what is needed to compose, send and settle it.</summary>
internal sealed class ClaimedMail
{
    public required long Id { get; init; }
    public required Guid MessageId { get; init; }
    public required MailKind Kind { get; init; }
    public long? SubscriberId { get; init; }
    public string? Address { get; init; }
    public string? Language { get; init; }
    public long FromSeq { get; init; }

    /// <summary>The last event that the mail reports; fixed while it is composed.</summary>
    public long ToSeq { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset DueAt { get; init; }

    /// <summary>The end of the lease, which identifies the holder. It is later once the mail is being sent.</summary>
    public DateTimeOffset LeaseUntil { get; set; }
    public int Attempts { get; init; }
    public int Uncertain { get; init; }
    public string? LastError { get; init; }
    public Guid? BrowserId { get; init; }
    public StaffAct? StaffAct { get; init; }
}
