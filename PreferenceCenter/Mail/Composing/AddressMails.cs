using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail.Composing;

/// <summary>The two mails of a change of address: the question to the new one, the word to the old one.</summary>
internal sealed class AddressMails(
    SubscriberReader people,
    AddressChangeStore changes,
    MailRenderer renderer,
    MailLinks links
)
{
    public async Task<ComposedMail?> AskAsync(OutboxRow row, DateTimeOffset now)
    {
        if (
            changes.Find(row.MessageId) is not { Address: { } address } change
            || !change.Waits(now)
            || Owner(row) is not { } person
        )
            return null;
        var made = new LinkMaker(links, person.Subscriber.Id, 0, 0) { OptInId = change.Id };
        var confirm = made.Add(MailedLinkKind.NewAddress, "address", change.Until);
        var words = await renderer.NewAddressAsync(
            new NewAddressView(EmailAddress.Mask(person.Subscriber.Address), confirm),
            person.Subscriber.Language
        );
        return new ComposedMail(new OutgoingMail(row.MessageId, address, words, row.CreatedAt), made.Rows);
    }

    public async Task<ComposedMail?> TellAsync(OutboxRow row, DateTimeOffset now)
    {
        if (
            Owner(row) is not { } person
            || row.Address is null
            || changes.Of(person.Subscriber.Id).FirstOrDefault(c => c.HasWayBack(now) && c.Address == row.Address)
                is not { } change
        )
            return null;
        var made = new LinkMaker(links, person.Subscriber.Id, 0, 0) { OptInId = change.Id };
        var back = made.Add(MailedLinkKind.WayBack, "back", change.Until);
        var words = await renderer.AddressChangedAsync(
            new AddressChangedView(change.ConfirmedAt!.Value, back),
            person.Subscriber.Language
        );
        return new ComposedMail(new OutgoingMail(row.MessageId, row.Address, words, row.CreatedAt), made.Rows);
    }

    private SubscriberSnapshot? Owner(OutboxRow row) =>
        row.SubscriberId is { } id ? people.Find(PersonKey.Of(id)) : null;
}
