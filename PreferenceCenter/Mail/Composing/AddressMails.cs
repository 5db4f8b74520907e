using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail.Composing;

/// <summary>
/// Composes the two mails of an address change: the confirmation to the new address and the notice to the old one.
/// </summary>
internal sealed class AddressMails(
    SubscriberReader subscribers,
    AddressChangeStore changes,
    MailRenderer renderer,
    MailLinks links
)
{
    public async Task<ComposedMail?> ConfirmAsync(ClaimedMail row, DateTimeOffset now)
    {
        if (
            await changes.FindAsync(row.MessageId) is not { Address: { } address } change
            || !change.Waits(now)
            || await OwnerAsync(row) is not { } person
        )
            return null;
        var maker = new LinkMaker(links, person.Subscriber.Id, 0, 0) { AddressChangeId = change.Id };
        var confirm = maker.Add(MailedLinkKind.NewAddress, "address", change.Until);
        var content = await renderer.NewAddressAsync(
            new NewAddressView(EmailAddress.Mask(person.Subscriber.Address), confirm),
            person.Subscriber.Language
        );
        return new ComposedMail(new OutgoingMail(row.MessageId, address, content, row.CreatedAt), maker.Rows);
    }

    public async Task<ComposedMail?> NotifyAsync(ClaimedMail row, DateTimeOffset now)
    {
        if (
            await OwnerAsync(row) is not { } person
            || row.Address is null
            || (await changes.OfAsync(person.Subscriber.Id)).Find(c => c.HasWayBack(now) && c.Address == row.Address)
                is not { } change
        )
            return null;
        var maker = new LinkMaker(links, person.Subscriber.Id, 0, 0) { AddressChangeId = change.Id };
        var back = maker.Add(MailedLinkKind.WayBack, "back", change.Until);
        var content = await renderer.AddressChangedAsync(
            new AddressChangedView(change.ConfirmedAt!.Value, back),
            person.Subscriber.Language
        );
        return new ComposedMail(new OutgoingMail(row.MessageId, row.Address, content, row.CreatedAt), maker.Rows);
    }

    private async ValueTask<SubscriberSnapshot?> OwnerAsync(ClaimedMail row) =>
        row.SubscriberId is { } id ? await subscribers.FindAsync(PersonKey.Of(id)) : null;
}
