using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>Settings of the change writer.</summary>
/// <param name="CoalesceFor">A subscriber's changes within this window, opened by the first one, share one
/// mail.</param>
/// <param name="MailsADay">Limit of mails per subscriber and day; further changes are made without a mail.</param>
/// <param name="GroupSize">Maximum number of changes per transaction: while one group is written, the requests of the
/// next are read.</param>
internal sealed record LedgerSettings(
    Policy Policy,
    AddressHasher Suppression,
    TimeSpan CoalesceFor,
    int MailsADay = 20,
    int Capacity = 8192,
    int GroupSize = 128
)
{
    /// <summary>The calendar by whose days mails are counted.</summary>
    public SiteCalendar Calendar { get; init; } = SiteCalendar.Utc;

    /// <summary>Whether what a mailbox provider or an email says for somebody is confirmed by email.</summary>
    public bool ConfirmOneClick { get; init; }

    /// <summary>How long the writer waits for another process to release the database lock.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);
}
