using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>
/// The answer "this was not me" to an e-mail that somebody asked for: for a month, nobody can have one of its kind
/// sent to that mailbox.
/// </summary>
/// <param name="mailbox">The key of <see cref="NotMeToken.Read"/>.</param>
internal sealed class NotMe(byte[] mailbox, DateTimeOffset at) : Submission
{
    public override bool Reduces => true;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        batch.Limits.Block(mailbox, AskedMails.DeclinedFor, at);
        return new ChangeResult(ChangeOutcome.Done);
    }
}
