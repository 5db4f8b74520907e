using System.Globalization;
using PreferenceCenter.Data;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>The mails that are still to go when the day is over.</summary>
internal sealed class LastMails(TestDatabase stored, Command command)
{
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(4);

    /// <summary>Those that may have arrived and were asked after twice: the program sends them no third time by itself.</summary>
    public int LeftToAPerson { get; private set; }

    public async Task GoOutAsync(CancellationToken cancel)
    {
        await UntilNoneWaitsAsync(cancel);
        if (Ids(MailState.Uncertain) is not { Length: > 0 } uncertain) return;
        LeftToAPerson = uncertain.Length;
        await command.DoAsync(cancel, ["outbox", "retry", .. uncertain.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        await UntilNoneWaitsAsync(cancel);
    }

    private Task UntilNoneWaitsAsync(CancellationToken cancel) => Until.SoAsync(() => Ids(MailState.Waiting).Length == 0, AWhile, cancel, "no mail waits");

    private long[] Ids(MailState state)
    {
        using var raw = stored.Raw();
        return [.. raw.Rows("""SELECT "Id" FROM "Outbox" WHERE "State" = @p0""", (int)state).Select(row => (long)row[0]!)];
    }
}
