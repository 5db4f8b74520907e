using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Cli.Subscribers;

/// <summary>The current choices and the history of one subscriber, as support staff need them.</summary>
internal sealed record SubscriberStatus
{
    public required Guid Id { get; init; }
    public required string Email { get; init; }
    public string? Name { get; init; }
    public required string Language { get; init; }
    public required DateTimeOffset Since { get; init; }
    public bool Stopped { get; init; }
    public DateTimeOffset? PausedUntil { get; init; }
    public required string Tracking { get; init; }
    public required string Profiling { get; init; }
    public string? Suppressed { get; init; }
    public required IReadOnlyList<TopicStatus> Topics { get; init; }
    public required IReadOnlyList<HistoryLine> History { get; init; }

    /// <param name="listed">Why the address is on the suppression list, under whichever spelling.</param>
    public static SubscriberStatus Of(
        SubscriberSnapshot person,
        IReadOnlyList<LedgerEventRow> events,
        SuppressionReason listed,
        CatalogueSnapshot catalogue,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = person.Subscriber.PublicId,
            Email = person.Subscriber.Address,
            Name = person.Subscriber.Name,
            Language = person.Subscriber.Language,
            Since = person.Subscriber.CreatedAt,
            Stopped = person.State.Stopped,
            PausedUntil = person.State.PausedUntil(now),
            Tracking = WireName.Of(
                Permission.Tracking(person.State, catalogue.Notices.GetValueOrDefault(Aspect.Tracking), now)
            ),
            Profiling = WireName.Of(
                Permission.Profiling(person.State, catalogue.Notices.GetValueOrDefault(Aspect.Profiling), now)
            ),
            Suppressed =
                person.State.Suppression is not SuppressionReason.None and var own ? WireName.Of(own)
                : listed == SuppressionReason.None ? null
                : WireName.Of(listed),
            Topics =
            [
                .. person
                    .State.Topics.Select(c => TopicStatus.Of(c, person.State, catalogue, now))
                    .Select(t =>
                        listed == SuppressionReason.None ? t : t with { Gate = WireName.Of(GateReason.Suppressed) }
                    ),
            ],
            History = [.. events.Select(e => HistoryLine.Of(e, catalogue))],
        };
}

/// <summary>One topic of a subscriber: whether it may be mailed, how often, and when it was left.</summary>
/// <param name="Gate"><c>allowed</c>, or the reason why no mail may be sent.</param>
internal sealed record TopicStatus(string Topic, string Gate, string Frequency, DateTimeOffset? LeftAt)
{
    public static TopicStatus Of(Choice choice, PersonState state, CatalogueSnapshot catalogue, DateTimeOffset now) =>
        new(
            EventNames.About(choice.Aspect, catalogue),
            catalogue.ByNumber.TryGetValue(choice.Aspect, out var topic)
                ? WireName.Of(Domain.Gate.MayMail(state, topic.Topic, now))
                : "unknown",
            WireName.Of((Frequency)choice.Value),
            choice.LeftAt
        );
}

/// <summary>One event of a subscriber's history.</summary>
internal sealed record HistoryLine(long Seq, DateTimeOffset At, string What, string About, string Value, string By)
{
    public static HistoryLine Of(LedgerEventRow e, CatalogueSnapshot catalogue) =>
        new(
            e.Seq,
            e.At,
            WireName.Of(e.Kind),
            EventNames.About(e.Aspect, catalogue),
            EventNames.Value(e.Aspect, e.Value),
            $"{WireName.Of(e.ActorKind)} through {WireName.Of(e.Channel)}"
        );
}
