using PreferenceCenter.Domain;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Something to ask for, whatever stands when its turn comes.</summary>
internal abstract record Ask
{
    public abstract Change In(Life life);
}

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

internal sealed record PauseFor(int Days, bool AtOnce) : Ask
{
    public override Change In(Life life) =>
        new Choose(
            new Dictionary<long, long> { [Aspect.Pause] = Days == 0 ? 0 : life.Now.AddDays(Days).ToUnixTimeSeconds() },
            AtOnce
        );
}

/// <summary>
/// Only less: what is named is off or as low as it is, measuring denied, profiling objected to, the pause longer.
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

internal enum AnswerKind
{
    Confirm,
    Reject,
    Undo,
}

/// <summary>The answer to a mail about some of the events there are by then.</summary>
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

/// <summary>The answer to the mail about what the latest act did.</summary>
internal sealed record AnswerToLatest(AnswerKind Kind) : Ask
{
    public override Change In(Life life) => Answer.To(Kind, life.Moments.Count == 0 ? [] : life.Latest);
}
