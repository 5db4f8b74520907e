using System.Collections.Immutable;

namespace PreferenceCenter.Domain;

/// <summary>The event that a standing consent rests on.</summary>
internal sealed record Grant(
    long Seq,
    DateTimeOffset At,
    EventKind Kind,
    LawfulBasis Basis,
    int Controller,
    int Notice
);

/// <summary>What holds for one aspect. For a topic, <see cref="Value"/> is a <see cref="Frequency"/>.</summary>
internal sealed record Choice(long Aspect)
{
    public long Value { get; init; }

    /// <summary>The requested value that waits for confirmation, if any.</summary>
    public long? Wish { get; init; }

    /// <summary>Sequence number of the last event that touched this choice; anything older about it is void.</summary>
    public long Touched { get; init; }
    public DateTimeOffset TouchedAt { get; init; }
    public Channel TouchedBy { get; init; }

    /// <summary>
    /// When the subscriber first left without coming back since. On <see cref="Aspect.Everything"/> it is the last
    /// stop that was not undone, on <see cref="Aspect.Suppression"/> the first complaint; both outlive a return to
    /// single topics.
    /// </summary>
    public DateTimeOffset? LeftAt { get; init; }
    public Grant? Grant { get; init; }

    public bool On => Domain.Aspect.IsTopic(Aspect) && Value > 0;
}

/// <summary>The state of one subscriber: a projection of the subscriber's events.</summary>
internal sealed record PersonState
{
    public static readonly PersonState Empty = new();

    public ImmutableSortedDictionary<long, Choice> Choices { get; init; } =
        ImmutableSortedDictionary<long, Choice>.Empty;
    public long LastSeq { get; init; }

    public Choice this[long aspect] => Choices.GetValueOrDefault(aspect) ?? new Choice(aspect);

    public bool Stopped => this[Aspect.Everything].Value != 0;
    public bool Restricted => this[Aspect.Restriction].Value != 0;
    public SuppressionReason Suppression => (SuppressionReason)this[Aspect.Suppression].Value;
    public TrackingConsent Tracking => (TrackingConsent)this[Aspect.Tracking].Value;
    public Profiling Profiling => (Profiling)this[Aspect.Profiling].Value;

    /// <summary>Number of the subscriber row this one was merged into; zero where it stands on its own.</summary>
    public long MergedInto => this[Aspect.Merged].Value;

    /// <summary>When the address was last changed. An older link or session proves another mailbox.</summary>
    public DateTimeOffset AddressSince => DateTimeOffset.UnixEpoch.AddMicroseconds(this[Aspect.Address].Value);

    /// <summary>
    /// Whether a restore left open whose the address is: the journal knows that it changed since the backup, and no address.
    /// </summary>
    public bool AddressInDoubt => this[Aspect.Address].Value == Aspect.AddressInDoubt;
    public IEnumerable<Choice> Topics => Choices.Values.Where(c => Aspect.IsTopic(c.Aspect));

    /// <summary>
    /// Whether only the subscriber may add this topic, because they left it, left everything, or complained.
    /// </summary>
    public bool KeepsOthersFrom(long topic) =>
        !this[topic].On
        && (this[topic].LeftAt ?? this[Aspect.Everything].LeftAt ?? this[Aspect.Suppression].LeftAt) is not null;

    /// <summary>The end of a pause that is still running; null otherwise, since a pause ends by itself.</summary>
    public DateTimeOffset? PausedUntil(DateTimeOffset now)
    {
        var until = DateTimeOffset.FromUnixTimeSeconds(this[Aspect.Pause].Value);
        return until > now ? until : null;
    }

    /// <summary>Whether something holds back all mail about topics, those included whose subscription stands.</summary>
    public bool IsHeld(DateTimeOffset now) =>
        Restricted || Suppression != SuppressionReason.None || PausedUntil(now) is not null;
}
