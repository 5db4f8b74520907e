using System.Collections.Concurrent;
using System.Security.Cryptography;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail;

/// <summary>
/// Empties the outbox. Rows are taken under a lease and their links written before anything goes out; a process that dies in between
/// leaves rows that the next one takes, with the same Message-ID.
/// </summary>
internal sealed partial class MailDispatcher(
    OutboxStore outbox, MailComposer composer, MailMessageBuilder builder, IMailTransport transport, MailOptions options, Site site, TimeProvider clock,
    ILogger<MailDispatcher> logger) : BackgroundService
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            var wait = Idle;
            try
            {
                if (await SendDueAsync(stopping) > 0)
                {
                    if (!away) continue;
                    wait = AfterTrouble;
                }
                else
                {
                    await transport.CloseIdleAsync();
                    QueueCheckpoint();
                }
            }
            catch (System.Data.Common.DbException reason)
            {
                LogTrouble(reason);
                wait = AfterTrouble;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(wait, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One round: what is due now, at most so many. Gives how many rows it took.</summary>
    internal async Task<int> SendDueAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var rows = outbox.Claim(now, LeaseFor, AtOnce);
        if (rows.Count == 0) return 0;
        var composed = new List<(OutboxRow Row, ComposedMail? Mail)>(rows.Count);
        foreach (var row in rows) composed.Add((row, await composer.ComposeAsync(row, now)));
        var sending = composed.Where(c => c.Mail is not null).ToArray();
        outbox.Prepare([.. sending.Select(c => c.Row)], [.. sending.SelectMany(c => c.Mail!.Links)], now);

        // Nothing left to say is said by saying nothing; an address that led to nobody is not kept.
        away = false;
        var results = new ConcurrentBag<OutboxResult>(composed.Where(c => c.Mail is null).Select(c => new OutboxResult(c.Row.Id, MailState.Sent, null, null, ForgetAddress: true)));
        await Parallel.ForEachAsync(sending, new ParallelOptions { MaxDegreeOfParallelism = options.Smtp.Connections, CancellationToken = CancellationToken.None },
            async (one, _) => results.Add(await SendAsync(one.Row, one.Mail!.Mail, stopping)));
        outbox.Settle([.. results], clock.GetUtcNow());
        return rows.Count;
    }

    private async Task<OutboxResult> SendAsync(OutboxRow row, OutgoingMail mail, CancellationToken stopping)
    {
        // A server that is away is away for all: they wait, and it was no attempt of theirs.
        if (away) return new OutboxResult(row.Id, MailState.Waiting, clock.GetUtcNow() + AfterTrouble, null) { Tried = false };
        if (!builder.TryBuild(mail, out var message, out var outcome)) return Settle(row, outcome);
        using (message)
        {
            try
            {
                outcome = await transport.SendAsync(message, stopping);
                if (outcome.AffectsAll) away = true;
                return Settle(row, outcome);
            }
            catch (OperationCanceledException)
            {
                // Stopping, and nothing went out: the next process takes it at once.
                return new OutboxResult(row.Id, MailState.Waiting, clock.GetUtcNow(), null) { Tried = false };
            }
        }
    }

    private OutboxResult Settle(OutboxRow row, MailOutcome outcome)
    {
        if (outcome.Verdict == MailVerdict.Sent) return new OutboxResult(row.Id, MailState.Sent, null, null, row.Kind == MailKind.MyLink);
        var now = clock.GetUtcNow();
        var random = RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);
        if (RetrySchedule.Next(outcome.Verdict, row.Attempts, now - row.CreatedAt, random) is { } delay)
        {
            if (outcome.Verdict == MailVerdict.Misconfigured) LogMisconfigured(row.Id, outcome.Code);
            else LogRetried(row.Id, outcome.Code, delay);
            return new OutboxResult(row.Id, MailState.Waiting, now + delay, outcome.ToString());
        }
        LogDead(row.Id, outcome.Code);
        return new OutboxResult(row.Id, outcome.Verdict == MailVerdict.Uncertain ? MailState.Uncertain : MailState.Dead, null, outcome.ToString());
    }

    // Longer than all mails of a round can take, whatever the server does.
    private TimeSpan LeaseFor => options.Smtp.LongestSend * (AtOnce / options.Smtp.Connections + 1) + TimeSpan.FromMinutes(1);

    private DateTime checkpointDay;
    private volatile bool away;

    // Once a day, whichever node comes first; a centre on this machine alone has nobody to send it to.
    private void QueueCheckpoint()
    {
        var today = clock.GetUtcNow();
        if (site.PublicUrl.IsLoopback || checkpointDay == today.UtcDateTime.Date) return;
        checkpointDay = today.UtcDateTime.Date;
        outbox.QueueOnce(MailKind.Checkpoint, $"checkpoint:{today:yyyy-MM-dd}", site.PrivacyContact, site.DefaultLanguage, today);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox cannot be read or written; trying again")]
    private partial void LogTrouble(Exception reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} was not taken ({Code}); next attempt in {Delay}")]
    private partial void LogRetried(long id, string code, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Id} cannot be sent as things are set up ({Code}); see `outbox list` and the Mail: settings")]
    private partial void LogMisconfigured(long id, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Id} is given up ({Code}); see `outbox list --state dead`")]
    private partial void LogDead(long id, string code);
}
