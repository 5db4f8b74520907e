using System.Collections.Immutable;

namespace PreferenceCenter.Domain;

/// <summary>
/// A decision in progress. Each event is applied as it is added, so that the next one sees its effect.
/// </summary>
internal sealed class Draft(PersonState state, Act act, Policy policy)
{
    private readonly PersonState before = state;

    public PersonState State { get; private set; } = state;
    public Act Act { get; } = act;
    public Policy Policy { get; } = policy;
    public ImmutableArray<ConsentEvent>.Builder Events { get; } = ImmutableArray.CreateBuilder<ConsentEvent>();
    public List<long> Waiting { get; } = [];

    /// <summary>
    /// Adds a request that waits for the person's answer. It names a wording only if the page it was made on showed it: the
    /// page that asks for the answer shows what the consent is to.
    /// </summary>
    public ConsentEvent Request(long aspect, long value, long before, bool worded = false) =>
        Add(
            new ConsentEvent(
                State.LastSeq + 1,
                EventKind.Requested,
                aspect,
                value,
                before,
                0,
                worded ? Act.About(aspect) : Act with { Notices = null, Notice = 0 }
            )
        );

    public ConsentEvent Add(EventKind kind, long aspect, long value, long before, long refers = 0) =>
        Add(
            new ConsentEvent(
                State.LastSeq + 1,
                kind,
                aspect,
                value,
                before,
                refers,
                RefersToNotice(kind) ? Act.About(aspect) : Act
            )
        );

    // Of what is added here only consents refer to a notice.
    private static bool RefersToNotice(EventKind kind) =>
        kind is EventKind.Granted or EventKind.Confirmed or EventKind.Asserted;

    /// <summary>
    /// Restores the old grant instead of making a new one: basis, controller and notice are the old grant's.
    /// </summary>
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
    /// Whether this act is a retry: the same act came through the same channel shortly before. The same wish by
    /// telephone after one by mail program is no retry.
    /// </summary>
    public bool Retries(Choice choice) => Retries(choice, Policy.RetryFor);

    /// <summary>Whether leaving is a retry: programs repeat themselves for longer than a person's double click.</summary>
    public bool LeavesTwice(Choice choice) => Retries(choice, Act.IsOnPage ? Policy.ResendFor : Policy.RetryFor);

    // In both directions: clocks of two machines, or one that was set back, disagree about which act came first.
    private bool Retries(Choice choice, TimeSpan within) =>
        choice.TouchedBy == Act.Channel && (Act.At - choice.TouchedAt).Duration() < within;

    /// <summary>Whether the decision only repeats earlier acts and changes no choice.</summary>
    public bool OnlyRepeats =>
        Events.All(e => e.Kind is EventKind.Repeated or EventKind.TopicMerged)
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
