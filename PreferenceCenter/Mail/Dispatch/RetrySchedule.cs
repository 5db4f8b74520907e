using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Dispatch;

/// <summary>
/// Decides when to try a mail again. RFC 5321 §4.5.4.1 tells relays to try for four to five days; the content of a
/// confirmation mail is out of date after three.
/// </summary>
internal static class RetrySchedule
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>
    /// Number of attempts with an uncertain result. Each repetition may put a second copy into the inbox: the mail is
    /// sent once more, then an operator decides. The claim of the outbox uses the same limit.
    /// </summary>
    public const int UncertainAttempts = 2;

    /// <summary>
    /// Minimum number of attempts before a mail is given up. Mails that waited for days because nothing was sent, or
    /// that were queued again by staff, have hardly been tried.
    /// </summary>
    public const int FewestAttempts = 8;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>Calculates the delay.</summary>
    /// <param name="attempts">Attempts since the mail was written or queued again by staff, including the failed one: 1
    /// after the first.</param>
    /// <param name="uncertain">Attempts among them with an uncertain result, including this one.</param>
    /// <param name="age">Time since the mail was written.</param>
    /// <param name="random">From 0 up to 1: spreads mails that failed together by up to a quarter in both
    /// directions.</param>
    /// <returns>The delay before the next attempt; null if there is none.</returns>
    public static TimeSpan? Next(MailVerdict verdict, int attempts, int uncertain, TimeSpan age, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (verdict is MailVerdict.Sent or MailVerdict.GiveUp || (age >= GiveUpAfter && attempts >= FewestAttempts))
            return null;
        if (verdict is MailVerdict.Uncertain && uncertain >= UncertainAttempts)
            return null;

        var first = verdict is MailVerdict.Retry ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(15);
        var doubled = first * Math.Pow(2, Math.Min(attempts - 1, 20));
        var delay = (doubled < Longest ? doubled : Longest) * (0.75 + random / 2);
        // The last attempt is made at the end of the period, not hours before it.
        return delay < GiveUpAfter - age || age >= GiveUpAfter ? delay : GiveUpAfter - age;
    }
}
