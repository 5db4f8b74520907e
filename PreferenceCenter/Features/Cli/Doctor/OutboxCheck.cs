using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>Checks that the centre's own mails are sent: counts late mails and mails that were given up.</summary>
internal static class OutboxCheck
{
    // The same limit as /health/ready has for mails on time.
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(15);

    public static async IAsyncEnumerable<Finding> LookAsync(
        Examination examined,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var context = examined.Service<Database>().CreateContext();
        var late = examined.Now - LateAfter;
        var waiting = await context.Outbox.CountAsync(o => o.State == MailState.Waiting && o.DueAt < late, cancel);
        yield return waiting == 0
            ? Finding.Pass("outbox.late", "no email is late")
            : Finding.Warn(
                "outbox.late",
                Invariant($"{waiting} emails are due for more than a quarter of an hour: outbox list --state waiting")
            );
        var dead = await context.Outbox.CountAsync(
            o => o.State == MailState.Dead || o.State == MailState.Uncertain,
            cancel
        );
        yield return dead == 0
            ? Finding.Pass("outbox.dead", "no email was given up")
            : Finding.Warn(
                "outbox.dead",
                Invariant($"{dead} emails were given up or may not have arrived: outbox list")
            );
    }
}
