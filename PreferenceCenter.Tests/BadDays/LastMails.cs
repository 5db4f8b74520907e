using System.Globalization;
using PreferenceCenter.Data;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>The mails that are still to go when the day is over.</summary>
internal sealed class LastMails(TestDatabase stored, Command command, NodeClock clock)
{
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan NoneGoes = TimeSpan.FromSeconds(10);

    /// <summary>When the day is over the clock of the node that sends them stands so far ahead, and then further.</summary>
    private TimeSpan ahead = TimeSpan.FromHours(3);

    /// <summary>
    /// Those that may have arrived and were asked after twice: the program sends them no third time by itself.
    /// </summary>
    public int LeftToAPerson { get; private set; }

    /// <summary>Before the node starts: whatever was put off, or written while a clock was ahead, is due by then.</summary>
    public void SetClock() => clock.Set(ahead);

    public async Task GoOutAsync(CancellationToken cancel)
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

    // However many they are, as long as they go. One that was put off meanwhile has a quarter of an hour and a few
    // minutes to wait: where none has gone for some seconds, the clock goes on by as much.
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
            else if (TimeProvider.System.GetElapsedTime(since) > AWhile)
            {
                throw new TimeoutException($"{waiting} mails wait and none goes out.");
            }
            else if (TimeProvider.System.GetElapsedTime(moved) > NoneGoes)
            {
                ahead += AWhile;
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
