using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Limits what the links in a person's footers can write in a day, because the log can never shrink and such a link is
/// forwarded. What takes the person off something is always written: leaving, objecting, refusing tracking.
/// </summary>
internal static class FooterLimit
{
    /// <summary>Name of the rate limit.</summary>
    public const string Name = "footer";

    /// <summary>A person with fewer events than this is not counted: hardly anybody ever has as many.</summary>
    public const long FreeEvents = 100;
    public static readonly (TimeSpan Window, int Count) ADay = (TimeSpan.FromDays(1), 50);

    /// <summary>Counts a decision by a footer link; true if the day's limit is passed.</summary>
    public static bool IsPassed(Batch batch, SubscriberSnapshot subscriber, Decision decision, Act act)
    {
        if (act.Channel is not (Channel.FooterPage or Channel.UnsubscribePage))
            return false;
        if (subscriber.State.LastSeq + decision.Events.Length <= FreeEvents)
            return false;
        var passed = false;
        foreach (var _ in decision.Events.Where(e => !TakesOff(e)))
            passed |= batch.Limits.Count(Name, ChangeMails.Mailbox(subscriber.Subscriber), ADay, act.At) > ADay.Count;
        return passed;
    }

    public static ChangeResult Refuse(Batch batch, SubscriberSnapshot subscriber, Act act) =>
        batch.Limits.Refuse(Name, ChangeMails.Mailbox(subscriber.Subscriber), act.At);

    /// <summary>What of a change is done beyond the limit; null if nothing is.</summary>
    public static Change? Least(Change change) =>
        change is Choose choose
        && choose.Wanted.Where(w => ChoiceDirection.Withdraws(w.Key, w.Value)).ToDictionary() is { Count: > 0 } least
            ? choose with
            {
                Wanted = least,
            }
            : null;

    private static bool TakesOff(ConsentEvent e) =>
        e.Kind is EventKind.Withdrawn or EventKind.Stopped or EventKind.Repeated or EventKind.Suppressed;
}
