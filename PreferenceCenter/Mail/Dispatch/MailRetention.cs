using PreferenceCenter.Data;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Mail.Dispatch;

/// <summary>
/// Takes out of sent mails to whom and about what they were, their files with it, and drops links that expired long
/// ago. Done by the dispatcher while it has nothing to send.
/// </summary>
internal sealed class MailRetention(
    OutboxRetention outbox,
    IMailTransport transport,
    MailOptions options,
    TimeProvider clock
)
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>An expired link says that it is; after this it is as if it had never been.</summary>
    internal static readonly TimeSpan ExpiredLinksStay = TimeSpan.FromDays(30);

    private DateTimeOffset next;

    /// <summary>A few at a time, and when there were no more, not again for a while.</summary>
    public void Run()
    {
        var now = clock.GetUtcNow();
        if (now < next)
            return;
        var mails = outbox.SentBefore(now - options.SentRetention, AtOnce);
        // Files first: a row without a file is found again, a file without a row never.
        foreach (var mail in mails)
            transport.Forget(mail.MessageId, mail.CreatedAt);
        if (mails.Count > 0)
            outbox.Forget(mails, now);
        var links = outbox.DeleteLinksExpiredBefore(now - ExpiredLinksStay, AtOnce);
        if (mails.Count < AtOnce && links < AtOnce)
            next = now + Pause;
    }
}
