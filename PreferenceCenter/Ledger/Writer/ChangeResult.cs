using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>How a submitted change ended.</summary>
internal enum ChangeOutcome : byte
{
    /// <summary>Durable: the state, its events and the mails they cause are on disk.</summary>
    Done,

    /// <summary>The requested state was already in place.</summary>
    Unchanged,
    Refused,

    /// <summary>No subscriber has that id or address. An unsubscribe is kept until the id is registered.</summary>
    Unknown,

    /// <summary>This network sent too many requests; only the counter was written.</summary>
    Limited,

    /// <summary>The writer accepts no more changes at the moment; nothing was written.</summary>
    Busy,
}

/// <summary>Result of a change; the sequence numbers identify its own events.</summary>
internal record ChangeResult(ChangeOutcome Outcome, Refusal Refusal = Refusal.None, long FromSeq = 0, long ToSeq = 0)
{
    /// <summary>Whether a part of the change waits for confirmation by mail.</summary>
    public bool Waiting { get; init; }
    public Guid PublicId { get; init; }

    /// <summary>For <see cref="ChangeOutcome.Limited"/>: the time until the limit is over.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>
    /// What keeps the email that was asked for. Only a visitor who holds that subscriber's link may learn of it.
    /// </summary>
    public AskedHold? Held { get; init; }

    /// <summary>A part of the change was not made, because too much came through this person's footer links.</summary>
    public bool CutShort { get; init; }

    public bool Ok => Outcome is ChangeOutcome.Done or ChangeOutcome.Unchanged or ChangeOutcome.Unknown;
    public static readonly ChangeResult Busy = new(ChangeOutcome.Busy);
}

/// <summary>Result of a change that answers with a value of its own.</summary>
internal sealed record ChangeResult<T>(ChangeOutcome Outcome, T Value) : ChangeResult(Outcome);
