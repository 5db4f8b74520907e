using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Dispatch;

/// <summary>
/// When to try a mail again. RFC 5321 §4.5.4.1 has relays try for four to five days; what a confirmation says is stale
/// after three.
/// </summary>
internal static class RetrySchedule
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>
    /// Every repetition of an uncertain mail may be a copy too many in somebody's inbox: it is sent once more, then a
    /// person decides. The outbox's claim holds to the same.
    /// </summary>
    public const int UncertainAttempts = 2;

    /// <summary>
    /// Nor is one given up before so many: mails that waited for days because nothing was sent, or that somebody had
    /// sent again, have hardly been tried.
    /// </summary>
    public const int FewestAttempts = 8;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <param name="attempts">How many were made since it was written or somebody asked for it again, the failed one
    /// included: 1 after the first.</param>
    /// <param name="uncertain">After how many of them it may have arrived, this one included.</param>
    /// <param name="age">Time since the mail was written.</param>
    /// <param name="random">From 0 up to 1: spreads mails that failed together by a quarter to either side.</param>
    /// <returns>The delay before the next attempt; null when there is none.</returns>
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
        // The last attempt falls on the end, not hours before it.
        return delay < GiveUpAfter - age || age >= GiveUpAfter ? delay : GiveUpAfter - age;
    }
}
