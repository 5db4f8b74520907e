using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Composing;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Mail.Dispatch;

/// <summary>
/// Background service that sends the outbox. It claims rows under a lease, and records each row as being sent before
/// its content goes out. If the process dies in between, the next one takes the rows over and uses the same Message-ID.
/// </summary>
internal sealed partial class MailDispatcher(
    OutboxStore outbox,
    DeliveryLog deliveries,
    MailRetention retention,
    MailComposer composer,
    MailMessageBuilder builder,
    IMailTransport transport,
    MailMetrics metrics,
    MailOptions options,
    Site site,
    Database database,
    DispatchPause pause,
    TimeProvider clock,
    ILogger<MailDispatcher> logger
) : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(15);
    private static readonly MailOutcome Lost = new(
        MailVerdict.Uncertain,
        MailOutcome.ProcessEnded,
        null,
        "The process ended while the mail was on its way"
    );

    private DateOnly checkpointDay;
    private volatile bool unavailable;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            var wait = Idle;
            try
            {
                var sent = await SendDueAsync(stopping);
                database.State.Works(DatabaseUse.Email);
                if (sent == 0)
                    await RestAsync();
                else if (unavailable)
                    wait = AfterFailure;
                else
                    continue;
            }
            // The boundary of a round: an exception must not end the sending, and with it the process.
#pragma warning disable CA1031
            catch (Exception reason)
#pragma warning restore CA1031
            {
                if (!database.State.Failed(DatabaseUse.Email, reason))
                    LogTrouble(reason);
                wait = AfterFailure;
            }
            await Task.Delay(wait, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Runs one round over the rows that are due, up to a maximum. Returns the number of rows claimed.
    /// </summary>
    internal async Task<int> SendDueAsync(CancellationToken stopping)
    {
        // Every email says who sends it.
        if (!site.IsSetUp)
            return 0;
        deliveries.Settle();
        var (rows, lost) = await ClaimAsync(stopping);
        foreach (var row in rows.Where(r => r is { Kind: MailKind.Changes, ToSeq: 0 }))
            outbox.Bound(row, await composer.LastWithinAsync(row));
        foreach (var mail in lost)
            Report(mail.Id, Lost, mail.State, TimeSpan.Zero);
        unavailable = false;
        try
        {
            await new MailRound(rows, MakeAsync, made => SendAsync(made, stopping)).RunAsync(
                Math.Min(options.Smtp.Connections, rows.Count)
            );
        }
        finally
        {
            deliveries.Settle();
        }
        return rows.Count;
    }

    private async Task<ClaimedMails> ClaimAsync(CancellationToken stopping)
    {
        using var turn = await pause.HoldAsync(stopping);
        return outbox.Claim(clock.GetUtcNow(), LeaseFor, AtOnce, Lost.ToString());
    }

    /// <summary>Work for when no mail is due.</summary>
    internal async Task RestAsync()
    {
        await transport.CloseIdleAsync();
        QueueCheckpoint();
        retention.Run();
    }

    private async Task<MadeMail> MakeAsync(ClaimedMail row)
    {
        try
        {
            if (unavailable || await composer.ComposeAsync(row, clock.GetUtcNow()) is not { } composed)
                return new MadeMail(row, null, null, null);
            builder.TryBuild(composed.Mail, out var message, out var refusal);
            return new MadeMail(row, composed, message, refusal);
        }
        // The boundary of one mail: an error in composing it must not stop the other mails.
#pragma warning disable CA1031
        catch (Exception reason) when (reason is not DbException)
#pragma warning restore CA1031
        {
            LogUnmade(reason, row.Id);
            return new MadeMail(
                row,
                null,
                null,
                new MailOutcome(
                    MailVerdict.Misconfigured,
                    "not-composed",
                    null,
                    $"The mail could not be made ({reason.GetType().Name})",
                    MailCause.Content
                )
            );
        }
    }

    private async Task SendAsync(MadeMail made, CancellationToken stopping)
    {
        // A server that is unavailable is so for all mails: they wait, and this does not count as an attempt.
        if (unavailable)
            deliveries.Note(NotTried(made.Row, AfterFailure));
        else if (made.Refusal is { } refusal)
            Settle(made.Row, refusal);
        // There is nothing to send any more. The address is not kept, because it belongs to no subscriber.
        else if (made.Message is not { } message)
            deliveries.Note(
                new OutboxResult(made.Row.Id, made.Row.LeaseUntil, MailState.Sent, clock.GetUtcNow())
                {
                    ForgetAddress = true,
                }
            );
        else
        {
            var outcome = await SendAsync(made, message, stopping);
            if (outcome is null)
                deliveries.Note(NotTried(made.Row, TimeSpan.Zero));
            else
                Settle(made.Row, outcome, made.Composed?.SubscriberId);
        }
    }

    // Null if nothing was sent. Either this process is stopping, and the next one takes the row at once; or another
    // dispatcher has taken the row, and what this one notes about it is not written.
    private async Task<MailOutcome?> SendAsync(MadeMail made, MimeKit.MimeMessage message, CancellationToken stopping)
    {
        var recorded = false;
        try
        {
            var outcome = await transport.SendAsync(message, Record, stopping);
            if (outcome.AffectsAll)
                unavailable = true;
            return outcome == MailOutcome.HeldBack ? null : outcome;
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        // False if another dispatcher has taken this mail.
        bool Record() =>
            recorded = recorded || deliveries.Begin(made.Row, made.Composed!.Links, clock.GetUtcNow(), LeaseFor);
    }

    private OutboxResult NotTried(ClaimedMail row, TimeSpan wait)
    {
        var now = clock.GetUtcNow();
        return new OutboxResult(row.Id, row.LeaseUntil, MailState.Waiting, now)
        {
            DueAgainAt = now + wait,
            Error = row.LastError,
            Tried = false,
        };
    }

    private void Settle(ClaimedMail row, MailOutcome outcome, long? person = null)
    {
        var now = clock.GetUtcNow();
        var uncertain = outcome.Verdict is MailVerdict.Uncertain;
        var random = RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);
        var delay = RetrySchedule.Next(
            outcome.Verdict,
            row.Attempts,
            row.Uncertain + (uncertain ? 1 : 0),
            now - row.CreatedAt,
            random
        );
        var state =
            outcome.Verdict is MailVerdict.Sent ? MailState.Sent
            : delay is not null ? MailState.Waiting
            : uncertain ? MailState.Uncertain
            : MailState.Dead;
        deliveries.Note(
            new OutboxResult(row.Id, row.LeaseUntil, state, now)
            {
                DueAgainAt = now + delay,
                Error = state is MailState.Sent ? null : outcome.ToString(),
                Uncertain = uncertain,
                ForgetAddress =
                    state is MailState.Sent
                    && row.Kind is MailKind.MyLink or MailKind.Identity or MailKind.AddressChanged,
                SubscriberId = person,
            }
        );
        Report(row.Id, outcome, state, delay);
    }

    private void Report(long id, MailOutcome outcome, MailState state, TimeSpan? delay)
    {
        metrics.Count(outcome, state);
        if (state is MailState.Dead)
            LogDead(id, outcome.Code);
        else if (state is MailState.Uncertain)
            LogUncertain(id, outcome.Code);
        else if (outcome.Verdict is MailVerdict.Misconfigured)
            LogMisconfigured(id, outcome.Code);
        else if (delay is { } wait)
            LogRetried(id, outcome.Code, wait);
    }

    // The lease runs from the claim to the hand-over, and is renewed there. It is longer than the sending of one mail
    // can take, even if the server is as slow as the timeouts allow.
    private TimeSpan LeaseFor => options.Smtp.LongestSend + TimeSpan.FromMinutes(1);

    // Sent once a day, by the first node that gets to it. A centre on a loopback address sends none: it has no
    // recipient.
    private void QueueCheckpoint()
    {
        var now = clock.GetUtcNow();
        var today = SiteCalendar.Utc.DayOf(now);
        if (site.PublicUrl.IsLoopback || checkpointDay == today)
            return;
        outbox.QueueOnce(
            MailKind.Checkpoint,
            string.Create(CultureInfo.InvariantCulture, $"checkpoint:{today:yyyy-MM-dd}"),
            site.PrivacyContact,
            site.DefaultLanguage,
            now
        );
        checkpointDay = today;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of sending was broken off; trying again")]
    private partial void LogTrouble(Exception reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Id} could not be made")]
    private partial void LogUnmade(Exception reason, long id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} was not taken ({Code}); next attempt in {Delay}")]
    private partial void LogRetried(long id, string code, TimeSpan delay);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Mail {Id} cannot be sent as things are set up ({Code}); see `outbox list` and the Mail: settings"
    )]
    private partial void LogMisconfigured(long id, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Id} is given up ({Code}); see `outbox list --state dead`")]
    private partial void LogDead(long id, string code);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Mail {Id} may have arrived, twice over ({Code}); see `outbox list --state uncertain`"
    )]
    private partial void LogUncertain(long id, string code);
}
