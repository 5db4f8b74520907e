using System.Collections.Immutable;

namespace PreferenceCenter.Domain;

/// <summary>Why a change was not made, as returned to the caller.</summary>
internal enum Refusal : byte
{
    None = 0,

    /// <summary>A later act has settled what the link's mail was about.</summary>
    Voided,

    /// <summary>Only the subscriber can bring back what the subscriber withdrew.</summary>
    OptedOut,
    Suppressed,

    /// <summary>The subscriber has restricted processing: what is held is kept, and nothing is added to it.</summary>
    Restricted,

    /// <summary>The subscriber has answered before, or has a question that is open: a list asks nobody twice.</summary>
    AskedBefore,

    /// <summary>The subscriber has not left: a reason is asked after leaving, never before.</summary>
    NotLeft,
    UnknownPerson,
    Invalid,
}

/// <summary>
/// The outcome of a change: events to write, or a refusal. Neither events nor a refusal means that the requested state
/// already holds.
/// </summary>
/// <param name="Waiting">Sequence numbers of the requests to be confirmed, new ones and ones that are still
/// open.</param>
internal sealed record Decision(ImmutableArray<ConsentEvent> Events, Refusal Refusal, ImmutableArray<long> Waiting)
{
    public static Decision Refuse(Refusal refusal) => new([], refusal, []);
}

/// <summary>Time limits that decisions use.</summary>
/// <param name="ConfirmFor">How long a request waits for confirmation before it expires.</param>
/// <param name="RetryFor">Identical acts within this time count as one act.</param>
/// <param name="ResendFor">
/// The same for leaving through a page: a double click. Shorter, because a person who says no once more from another
/// tab must void the undo of the first no, and shorter than an email with that undo takes.
/// </param>
internal sealed record Policy(TimeSpan ConfirmFor, TimeSpan RetryFor, TimeSpan ResendFor)
{
    public static readonly Policy Default = new(
        TimeSpan.FromDays(7),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(1)
    );
}
