namespace PreferenceCenter.Tests.BadDays;

internal enum SignKind
{
    Ready,
    Left,
}

/// <summary>
/// An answer of a node: whether it is ready, or that a leave is done. In the stamps of the machine's clock that nobody
/// moves.
/// </summary>
internal readonly record struct Sign(SignKind Kind, bool Good, long SentAt, long AnsweredAt);

/// <summary>For how long, at most, a node said the wrong thing about itself.</summary>
/// <param name="Ready">It said that it was ready, and no leave was acknowledged.</param>
/// <param name="NotReady">It said that it was not, and leaves were.</param>
internal readonly record struct Honesty(TimeSpan Ready, TimeSpan NotReady)
{
    /// <summary>What it said counts from the answer to the next answer.</summary>
    public static Honesty Of(IEnumerable<Sign> signs)
    {
        var (says, since, firstLeft) = (default(bool?), 0L, 0L);
        var worst = new Honesty();
        foreach (var sign in signs.OrderBy(s => s.AnsweredAt))
        {
            if (says == true)
            {
                // Since the last leave, or since it began to say so.
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
