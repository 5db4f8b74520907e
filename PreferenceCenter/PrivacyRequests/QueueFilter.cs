using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>Part of the queue: open, closed or all requests.</summary>
internal enum QueuePart
{
    Open,
    Closed,
    All,
}

/// <summary>Filter of the request queue.</summary>
/// <param name="Assignee">Account of the assignee; null for all.</param>
/// <param name="Unassigned">Only requests without an assignee.</param>
/// <param name="Waiting">Only requests that wait for a second staff member.</param>
internal sealed record QueueFilter(
    QueuePart Part = QueuePart.Open,
    PrivacyRequestKind? Kind = null,
    Guid? Assignee = null,
    bool Unassigned = false,
    PrivacyRequestUrgency? AtLeast = null,
    bool Waiting = false,
    string? Reference = null
)
{
    /// <summary>Only open requests that are due within so many days, and not overdue.</summary>
    public int? DueWithin { get; init; }

    /// <summary>Only requests of the same person as the request with this number.</summary>
    public int? SamePersonAs { get; init; }

    /// <summary>Sort order; null for that of the part: by due date, by the day of closing, by the day of receipt.</summary>
    public QueueSort? Sort { get; init; }
    public bool Descending { get; init; }
}

/// <summary>What the queue can be sorted by.</summary>
internal enum QueueSort
{
    Reference,
    Kind,
    Received,
    Due,
    Assignee,
    State,
}
