using System.Collections.Immutable;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Tests.Domain;

/// <summary>
/// Step of a simulated subscriber: a request after some time, through a channel. It becomes a change once the state is
/// known.
/// </summary>
internal sealed record Step(
    TimeSpan After,
    SubscriberRequest SubscriberRequest,
    Channel Channel,
    ActorKind Actor,
    LawfulBasis Basis = LawfulBasis.Consent
)
{
    public override string ToString() => $"{After} {Actor} by {Channel} on {Basis}: {SubscriberRequest}";
}

/// <summary>Outcome of one step.</summary>
internal sealed record StepOutcome(
    Step Step,
    Change Change,
    Act Act,
    PersonState Before,
    Decision Decision,
    PersonState After
);

/// <summary>Simulated subscriber from the first act on, decided by the rules under test.</summary>
internal sealed class SubscriberSimulation
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The notice in force of everything that a yes can be said to: number 3.</summary>
    public static readonly IReadOnlyDictionary<long, TopicNotice> Notices = (
        (long[])[.. RandomHistories.Topics, RandomHistories.NeverNamed, 4, 5, 6, 7, Aspect.Tracking, Aspect.Profiling]
    ).ToDictionary(aspect => aspect, _ => new TopicNotice(3, []));

    private readonly List<ConsentEvent> events = [];
    private readonly List<StepOutcome> outcomes = [];

    public PersonState State { get; private set; } = PersonState.Empty;
    public DateTimeOffset Now { get; private set; } = Start;
    public IReadOnlyList<ConsentEvent> Events => events;
    public IReadOnlyList<StepOutcome> Outcomes => outcomes;

    /// <summary>Events of the latest act.</summary>
    public ImmutableArray<ConsentEvent> Latest => outcomes[^1].Decision.Events;

    public static SubscriberSimulation Of(IEnumerable<Step> steps)
    {
        var subscriber = new SubscriberSimulation();
        foreach (var step in steps)
            subscriber.Apply(step);
        return subscriber;
    }

    public Decision Apply(Step step)
    {
        Now += step.After;
        var change = step.SubscriberRequest.In(this);
        var act = new Act(
            step.Channel,
            new Actor(step.Actor, Guid.Empty),
            Now,
            step.Basis,
            step.Basis == LawfulBasis.None ? 0 : 1,
            3
        )
        {
            Notices = Notices,
        };
        var decision = Decisions.Decide(State, change, act, Policy.Default);
        var before = State;
        foreach (var e in decision.Events)
        {
            State = History.Apply(State, e);
            events.Add(e);
        }
        outcomes.Add(new StepOutcome(step, change, act, before, decision, State));
        return decision;
    }

    /// <summary>Applies an act of the subscriber, by default one second after the previous one.</summary>
    public Decision Apply(
        Change change,
        Channel channel = Channel.FooterPage,
        ActorKind actor = ActorKind.Person,
        TimeSpan? after = null
    ) => Apply(new Step(after ?? TimeSpan.FromSeconds(1), new FixedRequest(change), channel, actor));

    public GateReason Gate(long topic, DateTimeOffset? at = null) =>
        PreferenceCenter.Domain.Gate.MayMail(State, Topic(topic), at ?? Now);

    public static Topic Topic(long number, TopicState state = TopicState.Published) =>
        new(number, $"topic-{number}", state, false, []);

    public static long[] Allowed(PersonState state, DateTimeOffset now) =>
        [
            .. RandomHistories.Topics.Where(t =>
                PreferenceCenter.Domain.Gate.MayMail(state, Topic(t), now) == GateReason.None
            ),
        ];
}
