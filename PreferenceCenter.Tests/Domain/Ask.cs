using PreferenceCenter.Domain;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Request of a simulated subscriber. It becomes a change once the state at that time is known.</summary>
internal abstract record Ask
{
    public abstract Change In(Life life);
}

/// <summary>Request with a fixed change.</summary>
internal sealed record Plain(Change Change) : Ask
{
    public override Change In(Life life) => Change;

    public override string ToString() =>
        Change switch
        {
            Choose c => $"choose {Show(c.Wanted)}{(c.AddsAtOnce ? " at once" : "")}",
            Assert a => $"assert {Show(a.Topics)}",
            Propose p => $"propose {Show(p.Topics)}",
            _ => Change.ToString(),
        };

    private static string Show(IReadOnlyDictionary<long, long> wanted) =>
        string.Join(" ", wanted.Select(w => $"{w.Key}={w.Value}"));
}

/// <summary>Request to pause for a number of days, or to end a pause.</summary>
internal sealed record PauseFor(int Days, bool AtOnce) : Ask
{
    public override Change In(Life life) =>
        new Choose(
            new Dictionary<long, long> { [Aspect.Pause] = Days == 0 ? 0 : life.Now.AddDays(Days).ToUnixTimeSeconds() },
            AtOnce
        );
}

/// <summary>
/// Reduces only: the topic gets at most this frequency, tracking is denied, profiling objected to, and the pause not
/// shortened.
/// </summary>
internal sealed record Lower(long Topic, Frequency AtMost) : Ask
{
    public override Change In(Life life) =>
        new Choose(
            new Dictionary<long, long>
            {
                [Topic] = Math.Min((long)AtMost, life.State[Topic].Value),
                [Aspect.Tracking] = (long)TrackingConsent.Denied,
                [Aspect.Profiling] = (long)Profiling.Objected,
                [Aspect.Pause] = Math.Max(
                    life.State[Aspect.Pause].Value,
                    life.Now.AddDays((long)AtMost).ToUnixTimeSeconds()
                ),
            },
            AddsAtOnce: false
        );
}

/// <summary>Kind of answer to a mail.</summary>
internal enum AnswerKind
{
    Confirm,
    Reject,
    Undo,
}

/// <summary>Answer to a mail about some of the events so far.</summary>
internal sealed record Answer(AnswerKind Kind, int Start, int Count) : Ask
{
    public override Change In(Life life)
    {
        var from = life.Events.Count == 0 ? 0 : Start % life.Events.Count;
        ConsentEvent[] about = [.. life.Events.Skip(from).Take(Count)];
        return To(Kind, about);
    }

    public static Change To(AnswerKind kind, IReadOnlyList<ConsentEvent> about) =>
        kind switch
        {
            AnswerKind.Confirm => new Confirm(about),
            AnswerKind.Reject => new Reject(about),
            _ => new Undo(about),
        };
}

/// <summary>Answer to the mail about the latest act.</summary>
internal sealed record AnswerToLatest(AnswerKind Kind) : Ask
{
    public override Change In(Life life) => Answer.To(Kind, life.Moments.Count == 0 ? [] : life.Latest);
}
