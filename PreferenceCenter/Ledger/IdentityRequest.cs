using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger;

/// <summary>
/// "What do you hold about me?": one row and one mail for any address, known or not, so that neither the answer nor its time tells who is on a list.
/// Strangers get a mail too, so that few are sent to one mailbox, however it is spelled.
/// </summary>
internal sealed class IdentityRequest(EmailAddress address, string language, string network, Guid asker, DateTimeOffset at) : Submission
{
    internal static readonly (TimeSpan Window, int Count) PerAddress = (TimeSpan.FromHours(1), 4);

    private readonly Guid messageId = Guid.CreateVersion7(at);

    protected override ChangeResult Decide(Batch batch, Dossier? dossier)
    {
        if (batch.Limits.Count("network", network, LinkRequest.PerNetwork, at) > LinkRequest.PerNetwork.Count) return new ChangeResult(ChangeOutcome.Limited);
        if (batch.Limits.Count("identity", address.SuppressionKey, PerAddress, at) > PerAddress.Count) return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Set.Outbox.Add((null, new OutboxRow
        {
            MessageId = messageId,
            OnceKey = Asker.OnceKey(asker, messageId),
            Kind = MailKind.Identity,
            Address = address.Typed,
            AddressKey = address.Key,
            Language = language,
            CreatedAt = at,
            DueAt = at + batch.Limits.Wait("all", LinkRequest.InAll, at),
        }));
        return new ChangeResult(ChangeOutcome.Done);
    }
}
