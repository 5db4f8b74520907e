using System.Globalization;
using PreferenceCenter.Data;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Waits for the mails that are still to be sent at the end of a bad day.</summary>
internal sealed class RemainingMails(TestDatabase stored, Command command, NodeClock clock)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan ClockStep = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan NoneGoes = TimeSpan.FromSeconds(10);

    /// <summary>How far the clock of the sending node is ahead at the end of the day; it is moved on from there.</summary>
    private TimeSpan ahead = TimeSpan.FromHours(3);

    /// <summary>
    /// Mails of uncertain delivery that were already sent twice. The program does not send them a third time by itself.
    /// </summary>
    public int LeftToAPerson { get; private set; }

    /// <summary>Called before the node starts: every mail that was postponed, or written while a clock was ahead, is due by then.</summary>
    public void SetClock() => clock.Set(ahead);

    public async Task WaitUntilSentAsync(CancellationToken cancel)
    {
        await UntilNoneWaitsAsync(cancel);
        if (Ids(MailState.Uncertain) is not { Length: > 0 } uncertain)
            return;
        LeftToAPerson = uncertain.Length;
        await command.DoAsync(
            cancel,
            ["outbox", "retry", .. uncertain.Select(id => id.ToString(CultureInfo.InvariantCulture))]
        );
        await UntilNoneWaitsAsync(cancel);
    }

    // The number of mails does not matter while it falls. A postponed mail waits a quarter of an hour and a few
    // minutes. Where none is sent for some seconds, the clock is moved on by as much.
    private async Task UntilNoneWaitsAsync(CancellationToken cancel)
    {
        for (
            var (left, since, moved) = (int.MaxValue, 0L, 0L);
            Ids(MailState.Waiting).Length is > 0 and var waiting;
            await Task.Delay(500, cancel)
        )
        {
            if (waiting < left)
            {
                left = waiting;
                since = moved = TimeProvider.System.GetTimestamp();
            }
            else if (TimeProvider.System.GetElapsedTime(since) > TimeLimit)
            {
                throw new TimeoutException($"{waiting} mails wait and none goes out.");
            }
            else if (TimeProvider.System.GetElapsedTime(moved) > NoneGoes)
            {
                ahead += ClockStep;
                clock.Set(ahead);
                moved = TimeProvider.System.GetTimestamp();
            }
        }
    }

    private long[] Ids(MailState state)
    {
        using var raw = stored.Raw();
        return
        [
            .. raw.Rows("""SELECT "Id" FROM "Outbox" WHERE "State" = @p0""", (int)state).Select(row => (long)row[0]!),
        ];
    }
}
