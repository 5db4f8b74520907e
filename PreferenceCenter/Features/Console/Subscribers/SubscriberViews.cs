using Microsoft.AspNetCore.Components;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Subscribers;

/// <summary>What came of looking for an address.</summary>
/// <param name="Kept">Why a keyed hash keeps the address from lists, where nobody has it.</param>
internal sealed record FoundSubscriber(
    bool IsAddress,
    Guid? Id = null,
    SuppressionReason Kept = SuppressionReason.None,
    DateTimeOffset KeptSince = default
);

/// <summary>One person as they stand.</summary>
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
    public required IReadOnlyList<MailLine> Mails { get; init; }
    public required IReadOnlyList<SubscriberRequestLine> Requests { get; init; }
}

/// <param name="On">Whether there is something to take off.</param>
public sealed record TopicLine(string Key, string Name, GateReason Gate, DateTimeOffset At, bool On);

public sealed record MailLine(MarkupString What, DateTimeOffset At, bool Sent);

public sealed record SubscriberRequestLine(
    PrivacyRequestKind Kind,
    string Reference,
    DateTimeOffset ReceivedAt,
    DateTimeOffset DueUntil,
    bool Open
);

/// <param name="Before">Number of the event that the next page ends before; nothing where there is none.</param>
internal sealed record HistoryPage(IReadOnlyList<HistoryEntry> Entries, long? Before);

/// <summary>How somebody asked to be taken off: kept as evidence.</summary>
internal enum AskedBy
{
    Nothing,
    Telephone,
    Letter,
    Mail,
    InPerson,
}

internal enum TakenOff
{
    Done,
    Already,
    Busy,
    Gone,
}
