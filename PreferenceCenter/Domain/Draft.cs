using System.Collections.Immutable;

namespace PreferenceCenter.Domain;

/// <summary>A decision in the making: each event is applied as it is added, so that the next sees its effect.</summary>
internal sealed class Draft(PersonState state, Act act, Policy policy)
{
    private readonly PersonState before = state;

    public PersonState State { get; private set; } = state;
    public Act Act { get; } = act;
    public Policy Policy { get; } = policy;
    public ImmutableArray<ConsentEvent>.Builder Events { get; } = ImmutableArray.CreateBuilder<ConsentEvent>();
    public List<long> Waiting { get; } = [];

    public ConsentEvent Add(EventKind kind, long aspect, long value, long before, long refers = 0) =>
        Add(
            new ConsentEvent(
                State.LastSeq + 1,
                kind,
                aspect,
                value,
                before,
                refers,
                Names(kind) ? Act.About(aspect) : Act
            )
        );

    // Only what is a yes, or asks for one, is to any wording.
    private static bool Names(EventKind kind) =>
        kind is EventKind.Granted or EventKind.Confirmed or EventKind.Asserted or EventKind.Requested;

    /// <summary>Not a new grant but the old one again: it rests on what that one rested on.</summary>
    public void Restore(long aspect, long value, long before)
    {
        var grant = State[aspect].Grant;
        var act = grant is null
            ? Act.About(aspect)
            : Act with
            {
                Notices = null,
                Basis = grant.Basis,
                Controller = grant.Controller,
                Notice = grant.Notice,
            };
        Add(new ConsentEvent(State.LastSeq + 1, EventKind.Restored, aspect, value, before, grant?.Seq ?? 0, act));
    }

    /// <summary>
    /// Whether the same act stands so shortly before this one, on the same way, that it is a retry of it. Who says on
    /// the telephone what the mail program said before is no retry.
    /// </summary>
    // Either way: clocks of two machines, or of one that was set back, disagree about which came first.
    public bool Retries(Choice choice) =>
        choice.TouchedBy == Act.Channel && (Act.At - choice.TouchedAt).Duration() < Policy.RetryFor;

    /// <summary>Whether nothing came of it but that the same was said again.</summary>
    public bool OnlyRepeats =>
        Events.All(e => e.Kind == EventKind.Repeated)
        && State.Choices.Values.All(choice =>
            before[choice.Aspect] is var was
            && choice with { Touched = was.Touched, TouchedAt = was.TouchedAt, TouchedBy = was.TouchedBy } == was
        );

    private ConsentEvent Add(ConsentEvent e)
    {
        State = History.Apply(State, e);
        Events.Add(e);
        return e;
    }
}
