namespace PreferenceCenter.Features.Console.RetainedEvidence;

/// <summary>State of a request to read retained evidence.</summary>
public enum ReadingState
{
    Waits,
    Open,
    Over,
}

/// <summary>A request to read retained evidence, and what the reader of this page may do with it.</summary>
/// <param name="AskedBy">Address of the account; null if it is no longer known.</param>
public sealed record ReadingLine(
    Guid Id,
    DateTimeOffset AskedAt,
    string? AskedBy,
    string Reason,
    DateTimeOffset? AgreedAt,
    string? AgreedBy,
    string? AloneReason,
    ReadingState State
)
{
    public bool MayAgree { get; init; }
    public bool MayDecideAlone { get; init; }
    public bool MayRead { get; init; }
}

/// <summary>Retained evidence that two accounts read together: one list for each erasure of the person.</summary>
public sealed record ReadProof(DateTimeOffset ErasedAt, DateTimeOffset ExpiresAt, IReadOnlyList<ReadEvent> Events);

/// <summary>An event of the retained evidence, in words.</summary>
/// <param name="Wording">Number and version of the notice that was agreed to.</param>
public sealed record ReadEvent(
    DateTimeOffset At,
    string What,
    string About,
    string Value,
    string Through,
    string? Wording
);
