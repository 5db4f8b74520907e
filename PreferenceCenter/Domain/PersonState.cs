using System.Collections.Immutable;

namespace PreferenceCenter.Domain;

/// <summary>The act a standing yes rests on.</summary>
internal sealed record Grant(
    long Seq,
    DateTimeOffset At,
    EventKind Kind,
    LawfulBasis Basis,
    int Controller,
    int Notice
);

/// <summary>What holds for one aspect. For a topic <see cref="Value"/> is a <see cref="Frequency"/>.</summary>
internal sealed record Choice(long Aspect)
{
    public long Value { get; init; }

    /// <summary>What waits for confirmation, if anything.</summary>
    public long? Wish { get; init; }

    /// <summary>Sequence number of the last act that touched this choice; anything older about it is void.</summary>
    public long Touched { get; init; }
    public DateTimeOffset TouchedAt { get; init; }
    public Channel TouchedBy { get; init; }

    /// <summary>
    /// When the person first left and has not come back since; on <see cref="Aspect.Everything"/> the last stop that
    /// was not undone, and on <see cref="Aspect.Suppression"/> the first complaint: both outlive a return to single
    /// topics.
    /// </summary>
    public DateTimeOffset? LeftAt { get; init; }
    public Grant? Grant { get; init; }

    public bool On => Domain.Aspect.IsTopic(Aspect) && Value > 0;
}

/// <summary>All that stands for one person: a projection of the person's events.</summary>
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

    /// <summary>The number of the row whose person this one is part of; zero where they stand on their own.</summary>
    public long MergedInto => this[Aspect.Merged].Value;

    /// <summary>
    /// When the address was last changed: what an older link or session proves, it proves of another mailbox.
    /// </summary>
    public DateTimeOffset AddressSince => DateTimeOffset.UnixEpoch.AddMicroseconds(this[Aspect.Address].Value);
    public IEnumerable<Choice> Topics => Choices.Values.Where(c => Aspect.IsTopic(c.Aspect));

    /// <summary>
    /// Whether only the person may add this topic, having left it, or left everything, or complained.
    /// </summary>
    public bool KeepsOthersFrom(long topic) =>
        !this[topic].On
        && (this[topic].LeftAt ?? this[Aspect.Everything].LeftAt ?? this[Aspect.Suppression].LeftAt) is not null;

    /// <summary>A pause ends by itself: what lies in the past is no pause.</summary>
    public DateTimeOffset? PausedUntil(DateTimeOffset now)
    {
        var until = DateTimeOffset.FromUnixTimeSeconds(this[Aspect.Pause].Value);
        return until > now ? until : null;
    }
}
