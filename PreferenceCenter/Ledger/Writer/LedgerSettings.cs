using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <param name="CoalesceFor">A person's changes within this window, opened by the first, make one mail.</param>
/// <param name="MailsADay">Beyond this many a day to one person, changes are made without a mail.</param>
/// <param name="GroupSize">At most so many changes a transaction: while one group is written, the requests of the next
/// are read.</param>
internal sealed record LedgerSettings(
    Policy Policy,
    AddressHasher Suppression,
    TimeSpan CoalesceFor,
    int MailsADay = 20,
    int Capacity = 8192,
    int GroupSize = 128
)
{
    /// <summary>How long the writer waits for another process to let go of the database.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);
}
