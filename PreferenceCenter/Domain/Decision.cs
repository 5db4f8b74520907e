using System.Collections.Immutable;

namespace PreferenceCenter.Domain;

/// <summary>Why a change was not made: known to the business, shown to whoever asked.</summary>
internal enum Refusal : byte
{
    None = 0,

    /// <summary>The link's mail was about something that a later act has settled.</summary>
    Voided,

    /// <summary>Nobody but the person brings back what the person withdrew.</summary>
    OptedOut,
    Suppressed,

    /// <summary>A reason is asked after leaving, never before.</summary>
    NotLeft,
    UnknownPerson,
    Invalid,
}

/// <summary>Events to write, or a refusal. No events and no refusal: what was asked for holds already.</summary>
/// <param name="Waiting">Sequence numbers of the wishes that this change wants confirmed, new ones and ones that still
/// stand.</param>
internal sealed record Decision(ImmutableArray<ConsentEvent> Events, Refusal Refusal, ImmutableArray<long> Waiting)
{
    public static Decision Refuse(Refusal refusal) => new([], refusal, []);
}

/// <param name="ConfirmFor">How long a wish waits before it is forgotten.</param>
/// <param name="RetryFor">Identical acts within this time are one act.</param>
internal sealed record Policy(TimeSpan ConfirmFor, TimeSpan RetryFor)
{
    public static readonly Policy Default = new(TimeSpan.FromDays(7), TimeSpan.FromMinutes(10));
}
