namespace PreferenceCenter.Features.Console.RetainedEvidence;

public enum ReadingState
{
    Waits,
    Open,
    Over,
}

/// <summary>One reading that was asked for, and what the reader of this page may do about it.</summary>
/// <param name="AskedBy">Address of the account; nothing where it is not known any more.</param>
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

/// <summary>What two people read together: one list for each time that person was erased.</summary>
public sealed record ReadProof(DateTimeOffset ErasedAt, DateTimeOffset ExpiresAt, IReadOnlyList<ReadEvent> Events);

/// <param name="Wording">Number and version of what was agreed to, as notices have it.</param>
public sealed record ReadEvent(
    DateTimeOffset At,
    string What,
    string About,
    string Value,
    string Through,
    string? Wording
);
