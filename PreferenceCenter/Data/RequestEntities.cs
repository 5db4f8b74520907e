using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Somebody asked for a right of theirs. Says what and when, never what about: once the person is erased it names nobody.</summary>
internal sealed class RequestRow
{
    /// <summary>Also the stable half of the Message-ID of the mail that confirms it.</summary>
    public Guid Id { get; set; }
    /// <summary>What its own page is found by, and what people write in letters: nobody guesses one.</summary>
    public required string Reference { get; set; }
    public RequestKind Kind { get; set; }
    public RequestState State { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    /// <summary>End of the day that the law gives, and of the working day that it moves to.</summary>
    public DateTimeOffset LegalUntil { get; set; }
    public DateTimeOffset DueUntil { get; set; }
    public long? SubscriberId { get; set; }
    /// <summary>When it is carried out by itself, unless the person cancels it.</summary>
    public DateTimeOffset? GraceUntil { get; set; }
    /// <summary>What sees it through, once the person is erased.</summary>
    public Guid? ErasureId { get; set; }
    /// <summary>What the person added in their own words: goes with the person.</summary>
    public string? Words { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
}
