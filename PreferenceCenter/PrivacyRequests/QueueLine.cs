using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>How many requests each view of the queue has.</summary>
internal sealed record QueueCounts(
    int Open,
    int Mine,
    int Unassigned,
    int Waiting,
    int Soon,
    int Overdue,
    int Closed,
    int All
);

/// <summary>One request in the queue. Of the person it has no more than the masked address.</summary>
/// <param name="Person">The masked address; null where none is known, or none any more.</param>
/// <param name="Assignee">Name of the assignee, also of one whose account has ended.</param>
public sealed record QueueLine(
    Guid Id,
    string Reference,
    int Number,
    PrivacyRequestKind Kind,
    PrivacyRequestState State,
    PrivacyRequestOrigin Origin,
    DateTimeOffset ReceivedAt,
    DateTimeOffset LegalUntil,
    DateTimeOffset DueUntil,
    Guid? AssigneeId,
    bool Proposed,
    bool LegallyHeld,
    bool Moved,
    DateTimeOffset? ClosedAt,
    string? Person,
    string? Assignee
)
{
    public PrivacyRequestPace Pace { get; init; }

    /// <summary>How much of the time is over, from 0 to 1.</summary>
    public double Passed { get; init; }
}

/// <summary>One page of the queue and the total count.</summary>
internal sealed record QueueSlice(IReadOnlyList<QueueLine> Lines, int Total);
