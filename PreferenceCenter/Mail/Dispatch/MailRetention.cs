using PreferenceCenter.Data;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Mail.Dispatch;

/// <summary>
/// Removes from sent mails, after their retention time, the recipient, what they were about and their files; deletes
/// links that expired long ago. The dispatcher runs it while no mail is due.
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

    /// <summary>How long an expired link still shows that it has expired; after that it is unknown.</summary>
    internal static readonly TimeSpan ExpiredLinksStay = TimeSpan.FromDays(30);

    /// <summary>
    /// How much longer than its row a mail's file may stay: after a restore from an older backup, the rows of these files
    /// are gone, and nothing else would find them.
    /// </summary>
    internal static readonly TimeSpan FilesWithoutRowStay = TimeSpan.FromDays(2);
    private static readonly TimeSpan LookForThemEvery = TimeSpan.FromHours(1);

    private DateTimeOffset next,
        nextLook;

    /// <summary>Processes a few rows per call; once there are none left, it pauses for a minute.</summary>
    public void Run()
    {
        var now = clock.GetUtcNow();
        if (now < next)
            return;
        var mails = outbox.SentBefore(now - options.SentRetention, AtOnce);
        // Files are deleted first: a row without a file is found again, a file without a row never is.
        foreach (var mail in mails)
            transport.Forget(mail.MessageId, mail.CreatedAt);
        if (mails.Count > 0)
            outbox.Forget(mails, now);
        if (now >= nextLook)
        {
            transport.ForgetBefore(now - options.SentRetention - FilesWithoutRowStay);
            nextLook = now + LookForThemEvery;
        }
        var links = outbox.DeleteLinksExpiredBefore(now - ExpiredLinksStay, AtOnce);
        if (mails.Count < AtOnce && links < AtOnce)
            next = now + Pause;
    }
}
