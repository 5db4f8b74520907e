using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

internal enum ChangeOutcome : byte
{
    /// <summary>Durable: the state, its events and the mails they cause are on disk.</summary>
    Done,

    /// <summary>What was asked for held already.</summary>
    Unchanged,
    Refused,

    /// <summary>Nobody here has that id or address. A leave is kept for when they appear.</summary>
    Unknown,

    /// <summary>This network asked too often; nothing was written but the count.</summary>
    Limited,

    /// <summary>The writer takes no more just now; nothing was written.</summary>
    Busy,
}

/// <summary>What came of a change; the sequence numbers say which events are its own.</summary>
internal sealed record ChangeResult(
    ChangeOutcome Outcome,
    Refusal Refusal = Refusal.None,
    long FromSeq = 0,
    long ToSeq = 0
)
{
    /// <summary>Whether something waits for the person to confirm it by mail.</summary>
    public bool Waiting { get; init; }
    public Guid PublicId { get; init; }

    public bool Ok => Outcome is ChangeOutcome.Done or ChangeOutcome.Unchanged or ChangeOutcome.Unknown;
    public static readonly ChangeResult Busy = new(ChangeOutcome.Busy);
}
