namespace PreferenceCenter.Tests.BadDays;

/// <summary>What an answer of a node tells.</summary>
internal enum SignKind
{
    Ready,
    Left,
}

/// <summary>
/// Answer of a node: its readiness, or a completed leave. Times are monotonic timestamps of the machine, which no test
/// moves.
/// </summary>
internal readonly record struct Sign(SignKind Kind, bool Good, long SentAt, long AnsweredAt);

/// <summary>Longest time for which a node reported a wrong readiness.</summary>
/// <param name="Ready">It reported ready, and no leave was acknowledged.</param>
/// <param name="NotReady">It reported not ready, and leaves were acknowledged.</param>
internal readonly record struct Honesty(TimeSpan Ready, TimeSpan NotReady)
{
    /// <summary>Computes the error from a node's answers. A report counts from its answer to the next one.</summary>
    public static Honesty Of(IEnumerable<Sign> signs)
    {
        var (says, since, firstLeft) = (default(bool?), 0L, 0L);
        var worst = new Honesty();
        foreach (var sign in signs.OrderBy(s => s.AnsweredAt))
        {
            if (says == true)
            {
                // Measured from the last acknowledged leave or from the start of the report, whichever is later.
                worst = worst with
                {
                    Ready = Longer(worst.Ready, since, sign.AnsweredAt),
                };
                if (sign.Kind == SignKind.Left)
                    since = sign.AnsweredAt;
            }
            else if (says == false && sign.Kind == SignKind.Left && sign.SentAt >= since)
            {
                if (firstLeft == 0)
                    firstLeft = sign.AnsweredAt;
                worst = worst with { NotReady = Longer(worst.NotReady, firstLeft, sign.AnsweredAt) };
            }
            if (sign.Kind != SignKind.Ready || says == sign.Good)
                continue;
            (says, since, firstLeft) = (sign.Good, sign.AnsweredAt, 0);
        }
        return worst;
    }

    public static Honesty Worst(IEnumerable<Honesty> all) =>
        all.Aggregate(new Honesty(), (a, b) => new Honesty(Max(a.Ready, b.Ready), Max(a.NotReady, b.NotReady)));

    private static TimeSpan Longer(TimeSpan than, long from, long until) =>
        Max(than, TimeProvider.System.GetElapsedTime(from, until));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
