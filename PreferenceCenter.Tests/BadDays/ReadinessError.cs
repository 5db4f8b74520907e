namespace PreferenceCenter.Tests.BadDays;

/// <summary>What an answer of a node tells.</summary>
internal enum NodeAnswerKind
{
    Ready,
    Left,
}

/// <summary>
/// Answer of a node: its readiness, or a completed leave. Times are monotonic timestamps of the machine, which no test
/// moves.
/// </summary>
internal readonly record struct NodeAnswer(NodeAnswerKind Kind, bool Good, long SentAt, long AnsweredAt);

/// <summary>Longest time for which a node reported a wrong readiness.</summary>
/// <param name="Ready">It reported ready, and no leave was acknowledged.</param>
/// <param name="NotReady">It reported not ready, and leaves were acknowledged.</param>
internal readonly record struct ReadinessError(TimeSpan Ready, TimeSpan NotReady)
{
    /// <summary>Computes the error from a node's answers. A report counts from its answer to the next one.</summary>
    public static ReadinessError Of(IEnumerable<NodeAnswer> answers)
    {
        var (says, since, firstLeft) = (default(bool?), 0L, 0L);
        var worst = new ReadinessError();
        foreach (var answer in answers.OrderBy(s => s.AnsweredAt))
        {
            if (says == true)
            {
                // Measured from the last acknowledged leave or from the start of the report, whichever is later.
                worst = worst with
                {
                    Ready = Longer(worst.Ready, since, answer.AnsweredAt),
                };
                if (answer.Kind == NodeAnswerKind.Left)
                    since = answer.AnsweredAt;
            }
            else if (says == false && answer.Kind == NodeAnswerKind.Left && answer.SentAt >= since)
            {
                if (firstLeft == 0)
                    firstLeft = answer.AnsweredAt;
                worst = worst with { NotReady = Longer(worst.NotReady, firstLeft, answer.AnsweredAt) };
            }
            if (answer.Kind != NodeAnswerKind.Ready || says == answer.Good)
                continue;
            (says, since, firstLeft) = (answer.Good, answer.AnsweredAt, 0);
        }
        return worst;
    }

    public static ReadinessError Worst(IEnumerable<ReadinessError> all) =>
        all.Aggregate(
            new ReadinessError(),
            (a, b) => new ReadinessError(Max(a.Ready, b.Ready), Max(a.NotReady, b.NotReady))
        );

    private static TimeSpan Longer(TimeSpan than, long from, long until) =>
        Max(than, TimeProvider.System.GetElapsedTime(from, until));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
