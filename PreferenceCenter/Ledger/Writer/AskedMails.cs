namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Counts the e-mails that anybody may ask for, whatever their kind, by the mailbox they go to. The limits of one kind
/// keep an hour quiet; this one keeps a day from filling with what every hour allows.
/// </summary>
internal static class AskedMails
{
    internal static readonly (TimeSpan Window, int Count) PerDay = (TimeSpan.FromDays(1), 8);

    /// <summary>
    /// The most of those that ask for a confirmation. A sign-up form on another site can be sent by a program for
    /// anybody, and a footer's link is forwarded: their e-mails end earlier.
    /// </summary>
    internal const int OfConfirmations = 5;

    /// <summary>
    /// Counts one more, and tells whether it may go: not where it is one more than the day's most, and not where the mailbox answered
    /// that somebody else asks for it. Both are always looked up, so that no answer is quicker than another.
    /// </summary>
    public static bool MayGo(Batch batch, string mailbox, int most, DateTimeOffset at)
    {
        var declined = batch.Limits.Blocks(ChangeMails.NotMe, mailbox, at);
        return batch.Limits.Count("asked/day", mailbox, PerDay, at) <= most && !declined;
    }
}
