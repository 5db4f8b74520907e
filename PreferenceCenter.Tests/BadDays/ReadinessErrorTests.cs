using System.Diagnostics;
using Xunit;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Tests the measure of wrong readiness reports: it must detect a wrong report.</summary>
public sealed class ReadinessErrorTests
{
    [Fact]
    public void Who_says_ready_while_leaves_are_acknowledged_says_the_truth() =>
        Assert.Equal((1, 0), Of(Ready(0), Left(0, 1), Left(1, 2), Ready(2), Left(2, 3)));

    [Fact]
    public void Ready_without_a_leave_is_wrong_from_the_last_leave_to_the_first_no() =>
        Assert.Equal((7, 0), Of(Ready(0), Left(0, 1), Ready(4), NotReady(8), Left(3, 20)));

    [Fact]
    public void Not_ready_is_wrong_from_the_first_leave_to_the_last() =>
        Assert.Equal((0, 5), Of(NotReady(0), Left(1, 2), Left(3, 4), Left(6, 7), Ready(7)));

    [Fact]
    public void A_leave_that_was_sent_before_it_said_no_proves_nothing() =>
        Assert.Equal((0, 0), Of(NotReady(5), Left(1, 6), Left(2, 9)));

    private static (int Ready, int NotReady) Of(params NodeAnswer[] answers)
    {
        var readinessError = ReadinessError.Of(answers);
        return (
            (int)Math.Round(readinessError.Ready.TotalSeconds),
            (int)Math.Round(readinessError.NotReady.TotalSeconds)
        );
    }

    private static NodeAnswer Ready(int at) => new(NodeAnswerKind.Ready, true, Stamp(at), Stamp(at));

    private static NodeAnswer NotReady(int at) => new(NodeAnswerKind.Ready, false, Stamp(at), Stamp(at));

    private static NodeAnswer Left(int sent, int answered) =>
        new(NodeAnswerKind.Left, true, Stamp(sent), Stamp(answered));

    private static long Stamp(int seconds) => (1 + seconds) * Stopwatch.Frequency;
}
