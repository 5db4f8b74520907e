using PreferenceCenter.Domain;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Request of a simulated subscriber. It becomes a change once the state at that time is known.</summary>
internal abstract record SubscriberRequest
{
    public abstract Change In(SubscriberSimulation subscriber);
}

/// <summary>Request with a fixed change.</summary>
internal sealed record FixedRequest(Change Change) : SubscriberRequest
{
    public override Change In(SubscriberSimulation subscriber) => Change;

    public override string ToString() =>
        Change switch
        {
            Choose c => $"choose {Show(c.Wanted)}{(c.AddsAtOnce ? " at once" : "")}",
            Assert a => $"assert {Show(a.Wanted)}",
            Propose p => $"propose {Show(p.Topics)}",
            _ => Change.ToString(),
        };

    private static string Show(IReadOnlyDictionary<long, long> wanted) =>
        string.Join(" ", wanted.Select(w => $"{w.Key}={w.Value}"));
}

/// <summary>Request to pause for a number of days, or to end a pause.</summary>
internal sealed record PauseRequest(int Days, bool AtOnce) : SubscriberRequest
{
    public override Change In(SubscriberSimulation subscriber) =>
        new Choose(
            new Dictionary<long, long>
            {
                [Aspect.Pause] = Days == 0 ? 0 : subscriber.Now.AddDays(Days).ToUnixTimeSeconds(),
            },
            AtOnce
        );
}

/// <summary>
/// Reduces only: the topic gets at most this frequency, tracking is denied, profiling objected to, and the pause not
/// shortened.
/// </summary>
internal sealed record ReductionRequest(long Topic, Frequency AtMost) : SubscriberRequest
{
    public override Change In(SubscriberSimulation subscriber) =>
        new Choose(
            new Dictionary<long, long>
            {
                [Topic] = Math.Min((long)AtMost, subscriber.State[Topic].Value),
                [Aspect.Tracking] = (long)TrackingConsent.Denied,
                [Aspect.Profiling] = (long)Profiling.Objected,
                [Aspect.Pause] = Math.Max(
                    subscriber.State[Aspect.Pause].Value,
                    subscriber.Now.AddDays((long)AtMost).ToUnixTimeSeconds()
                ),
            },
            AddsAtOnce: false
        );
}

/// <summary>Kind of answer to a mail.</summary>
internal enum MailAnswerKind
{
    Confirm,
    Reject,
    Undo,
}

/// <summary>Answer to a mail about some of the events so far.</summary>
internal sealed record MailAnswer(MailAnswerKind Kind, int Start, int Count) : SubscriberRequest
{
    public override Change In(SubscriberSimulation subscriber)
    {
        var from = subscriber.Events.Count == 0 ? 0 : Start % subscriber.Events.Count;
        ConsentEvent[] about = [.. subscriber.Events.Skip(from).Take(Count)];
        return To(Kind, about);
    }

    public static Change To(MailAnswerKind kind, IReadOnlyList<ConsentEvent> about) =>
        kind switch
        {
            MailAnswerKind.Confirm => new Confirm(about),
            MailAnswerKind.Reject => new Reject(about),
            _ => new Undo(about),
        };
}

/// <summary>Answer to the mail about the latest act.</summary>
internal sealed record LatestMailAnswer(MailAnswerKind Kind) : SubscriberRequest
{
    public override Change In(SubscriberSimulation subscriber) =>
        MailAnswer.To(Kind, subscriber.Outcomes.Count == 0 ? [] : subscriber.Latest);
}
