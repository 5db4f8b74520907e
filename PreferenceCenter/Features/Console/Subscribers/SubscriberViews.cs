using Microsoft.AspNetCore.Components;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Subscribers;

/// <summary>Result of the search for an address.</summary>
/// <param name="Kept">Why the suppression list holds the address, if no subscriber has it.</param>
internal sealed record FoundSubscriber(
    bool IsAddress,
    Guid? Id = null,
    SuppressionReason Kept = SuppressionReason.None
);

/// <summary>Present state of a subscriber.</summary>
public sealed record SubscriberCard(
    string Address,
    string? Name,
    MarkupString Language,
    DateTimeOffset Since,
    IReadOnlyList<TopicLine> Topics
)
{
    public DateTimeOffset? StoppedAt { get; init; }
    public DateTimeOffset? PausedUntil { get; init; }
    public DateTimeOffset? RestrictedAt { get; init; }
    public DateTimeOffset? ObjectedAt { get; init; }
    public SuppressionReason Suppression { get; init; }

    /// <summary>A restore left open whose the address is.</summary>
    public bool AddressInDoubt { get; init; }
    public required IReadOnlyList<MailLine> Mails { get; init; }
    public required IReadOnlyList<SubscriberRequestLine> Requests { get; init; }
}

/// <summary>A topic of the subscriber, and whether it may be mailed.</summary>
/// <param name="On">Whether the subscriber can be taken off the topic.</param>
public sealed record TopicLine(string Key, string Name, GateReason Gate, DateTimeOffset At, bool On);

/// <summary>A mail to the subscriber.</summary>
public sealed record MailLine(MarkupString What, DateTimeOffset At, bool Sent);

/// <summary>A privacy request of the subscriber.</summary>
public sealed record SubscriberRequestLine(
    PrivacyRequestKind Kind,
    string Reference,
    DateTimeOffset ReceivedAt,
    DateTimeOffset DueUntil,
    PrivacyRequestState State,
    bool Proposed
);

/// <summary>A page of the subscriber's history.</summary>
/// <param name="Before">Number of the event that the next page ends before; null on the last page.</param>
internal sealed record HistoryPage(IReadOnlyList<HistoryEntry> Entries, long? Before);

/// <summary>How the subscriber asked to be taken off; kept as evidence.</summary>
internal enum AskedBy
{
    Nothing,
    Telephone,
    Letter,
    Mail,
    InPerson,
}

/// <summary>Outcome of taking a subscriber off.</summary>
internal enum TakenOff
{
    Done,
    Already,
    Busy,
    Gone,
}
