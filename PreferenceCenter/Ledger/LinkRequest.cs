using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger;

/// <summary>
/// "Mail me my link": one row for any address, known or not, so that neither the answer nor its time tells who is on a list.
/// Limits count alike for all: per address silently, per network openly, in all by delay.
/// </summary>
internal sealed class LinkRequest(EmailAddress address, string language, string network, DateTimeOffset at) : Submission
{
    internal static readonly (TimeSpan Window, int Count) PerAddress = (TimeSpan.FromHours(1), 5);
    internal static readonly (TimeSpan Window, int Count) PerNetwork = (TimeSpan.FromMinutes(10), 60);
    internal static readonly (TimeSpan Window, int Count) InAll = (TimeSpan.FromMinutes(1), 600);

    // Of a group without events nobody can say whether it was committed when the connection was lost: run again, it is the same mail.
    private readonly Guid messageId = Guid.CreateVersion7(at);

    protected override ChangeResult Decide(Batch batch, Dossier? dossier)
    {
        if (batch.Limits.Count("network", network, PerNetwork, at) > PerNetwork.Count) return new ChangeResult(ChangeOutcome.Limited);
        if (batch.Limits.Count("address", address.Key, PerAddress, at) > PerAddress.Count) return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Set.Outbox.Add((null, new OutboxRow
        {
            MessageId = messageId,
            OnceKey = $"link:{messageId:N}",
            Kind = MailKind.MyLink,
            Address = address.Typed,
            AddressKey = address.Key,
            Language = language,
            CreatedAt = at,
            // Over the limit in all nobody is turned away: the mail waits.
            DueAt = at + batch.Limits.Wait("all", InAll, at),
        }));
        return new ChangeResult(ChangeOutcome.Done);
    }
}
