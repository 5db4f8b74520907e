using System.Data.Common;
using System.Security.Cryptography;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Composing;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Mail.Dispatch;

/// <summary>
/// Empties the outbox. Rows are taken under a lease and each is booked as on its way before its content goes out; a
/// process that dies in between leaves rows that the next one takes, with the same Message-ID.
/// </summary>
internal sealed partial class MailDispatcher(
    OutboxStore outbox,
    DeliveryLog book,
    MailRetention retention,
    MailComposer composer,
    MailMessageBuilder builder,
    IMailTransport transport,
    MailMetrics metrics,
    MailOptions options,
    Site site,
    TimeProvider clock,
    ILogger<MailDispatcher> logger
) : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(15);
    private static readonly MailOutcome Lost = new(
        MailVerdict.Uncertain,
        MailOutcome.ProcessEnded,
        null,
        "The process ended while the mail was on its way"
    );

    private DateTime checkpointDay;
    private volatile bool away;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            var wait = Idle;
            try
            {
                if (await SendDueAsync(stopping) == 0)
                    await RestAsync();
                else if (away)
                    wait = AfterTrouble;
                else
                    continue;
            }
            // The boundary of a round: whatever one meets must not end the sending, and with it the process.
#pragma warning disable CA1031
            catch (Exception reason)
#pragma warning restore CA1031
            {
                LogTrouble(reason);
                wait = AfterTrouble;
            }
            await Task.Delay(wait, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One round: what is due now, at most so many. Gives how many rows it took.</summary>
    internal async Task<int> SendDueAsync(CancellationToken stopping)
    {
        book.Settle();
        var (rows, lost) = outbox.Claim(clock.GetUtcNow(), LeaseFor, AtOnce, Lost.ToString());
        foreach (var row in rows.Where(r => r is { Kind: MailKind.Changes, ToSeq: 0 }))
            outbox.Bound(row, composer.LastWithin(row));
        foreach (var mail in lost)
            Tell(mail.Id, Lost, mail.State, TimeSpan.Zero);
        away = false;
        try
        {
            await new MailRound(rows, MakeAsync, made => SendAsync(made, stopping)).RunAsync(
                Math.Min(options.Smtp.Connections, rows.Count)
            );
        }
        finally
        {
            book.Settle();
        }
        return rows.Count;
    }

    /// <summary>What is done while nothing is due.</summary>
    internal async Task RestAsync()
    {
        await transport.CloseIdleAsync();
        QueueCheckpoint();
        retention.Run();
    }

    private async Task<MadeMail> MakeAsync(OutboxRow row)
    {
        try
        {
            if (away || await composer.ComposeAsync(row, clock.GetUtcNow()) is not { } composed)
                return new MadeMail(row, null, null, null);
            builder.TryBuild(composed.Mail, out var message, out var refusal);
            return new MadeMail(row, composed, message, refusal);
        }
        // The boundary of one mail: what cannot be read of it must not hold up the others.
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
        // A server that is away is away for all: they wait, and it was no attempt of theirs.
        if (away)
            book.Note(Untried(made.Row, AfterTrouble));
        else if (made.Refusal is { } refusal)
            Settle(made.Row, refusal);
        // Nothing left to say is said by saying nothing; an address that led to nobody is not kept.
        else if (made.Message is not { } message)
            book.Note(
                new OutboxResult(made.Row.Id, made.Row.LeaseUntil!.Value, MailState.Sent, clock.GetUtcNow())
                {
                    ForgetAddress = true,
                }
            );
        else
        {
            var outcome = await HandOverAsync(made, message, stopping);
            if (outcome is null)
                book.Note(Untried(made.Row, TimeSpan.Zero));
            else
                Settle(made.Row, outcome, made.Composed?.SubscriberId);
        }
    }

    // Null where nothing went out: we are stopping, and the next process takes it at once; or another has taken it, and
    // what we note of it is not written.
    private async Task<MailOutcome?> HandOverAsync(
        MadeMail made,
        MimeKit.MimeMessage message,
        CancellationToken stopping
    )
    {
        var booked = false;
        try
        {
            var outcome = await transport.SendAsync(message, Book, stopping);
            if (outcome.AffectsAll)
                away = true;
            return outcome;
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        void Book()
        {
            if (booked)
                return;
            if (!book.Begin(made.Row, made.Composed!.Links, clock.GetUtcNow(), LeaseFor))
                throw new OperationCanceledException("Another dispatcher has taken this mail.");
            booked = true;
        }
    }

    private OutboxResult Untried(OutboxRow row, TimeSpan wait)
    {
        var now = clock.GetUtcNow();
        return new OutboxResult(row.Id, row.LeaseUntil!.Value, MailState.Waiting, now)
        {
            DueAgainAt = now + wait,
            Error = row.LastError,
            Tried = false,
        };
    }

    private void Settle(OutboxRow row, MailOutcome outcome, long? person = null)
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
        book.Note(
            new OutboxResult(row.Id, row.LeaseUntil!.Value, state, now)
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
        Tell(row.Id, outcome, state, delay);
    }

    private void Tell(long id, MailOutcome outcome, MailState state, TimeSpan? delay)
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

    // It counts from the claim to the handing over, and from there anew: longer than one mail can take, whatever the
    // server does.
    private TimeSpan LeaseFor => options.Smtp.LongestSend + TimeSpan.FromMinutes(1);

    // Once a day, whichever node comes first; a centre on this machine alone has nobody to send it to.
    private void QueueCheckpoint()
    {
        var today = clock.GetUtcNow();
        if (site.PublicUrl.IsLoopback || checkpointDay == today.UtcDateTime.Date)
            return;
        outbox.QueueOnce(
            MailKind.Checkpoint,
            $"checkpoint:{today:yyyy-MM-dd}",
            site.PrivacyContact,
            site.DefaultLanguage,
            today
        );
        checkpointDay = today.UtcDateTime.Date;
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
