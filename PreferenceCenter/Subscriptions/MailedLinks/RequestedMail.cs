using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>
/// A mail that anybody may ask for, for any address: one row, known or not, so that neither the answer nor its time
/// tells who is on a list. Limits count alike for all: per address silently, per network openly, in all by delay.
/// </summary>
internal abstract class RequestedMail(EmailAddress address, string language, string network, DateTimeOffset at)
    : Submission
{
    internal static readonly (TimeSpan Window, int Count) PerNetwork = (TimeSpan.FromMinutes(10), 60);
    internal static readonly (TimeSpan Window, int Count) InAll = (TimeSpan.FromMinutes(1), 600);

    // Of a group without events nobody can say whether it was committed when the connection was lost: run again, it is
    // the same mail.
    private readonly Guid messageId = Guid.CreateVersion7(at);

    protected abstract MailKind Kind { get; }

    /// <summary>Under which name, and by which spelling of the address, its mails are counted.</summary>
    protected abstract (string What, string Who, (TimeSpan Window, int Count) Limit) Counted { get; }
    protected abstract string OnceKeyOf(Guid message);

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (batch.Limits.Count("network", network, PerNetwork, at) > PerNetwork.Count)
            return new ChangeResult(ChangeOutcome.Limited);
        if (batch.Limits.Count(Counted.What, Counted.Who, Counted.Limit, at) > Counted.Limit.Count)
            return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Set.Outbox.Add(
            (
                null,
                new OutboxRow
                {
                    MessageId = messageId,
                    OnceKey = OnceKeyOf(messageId),
                    Kind = Kind,
                    Address = address.Typed,
                    AddressKey = address.Key,
                    Language = language,
                    CreatedAt = at,
                    // Over the limit in all nobody is turned away: the mail waits.
                    DueAt = at + batch.Limits.Wait("all", InAll, at),
                }
            )
        );
        return new ChangeResult(ChangeOutcome.Done);
    }
}
