using System.Globalization;
using PreferenceCenter.Data;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Waits for the mails that are still to be sent at the end of a bad day.</summary>
internal sealed class RemainingMails(TestDatabase stored, Command command)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(20);

    /// <summary>
    /// Mails of uncertain delivery that were already sent twice. The program does not send them a third time by itself.
    /// </summary>
    public int LeftToAPerson { get; private set; }

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
    // minutes.
    private async Task UntilNoneWaitsAsync(CancellationToken cancel)
    {
        for (
            var (left, since) = (int.MaxValue, 0L);
            Ids(MailState.Waiting).Length is > 0 and var waiting;
            await Task.Delay(500, cancel)
        )
        {
            if (waiting < left)
                (left, since) = (waiting, TimeProvider.System.GetTimestamp());
            else if (TimeProvider.System.GetElapsedTime(since) > TimeLimit)
                throw new TimeoutException($"{waiting} mails wait and none goes out.");
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
