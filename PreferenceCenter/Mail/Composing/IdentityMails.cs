using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail.Composing;

/// <summary>
/// Composes the answer to "what data do you hold about this address?", sent to that address: a link to the subscriber's
/// data, or an explanation if there is no subscriber.
/// </summary>
internal sealed class IdentityMails(
    Database database,
    SubscriberReader subscribers,
    AddressHasher suppressions,
    AddressChangeStore changes,
    MailRenderer renderer,
    MailLinks links
)
{
    public async Task<ComposedMail?> ComposeAsync(ClaimedMail row, DateTimeOffset now)
    {
        if (EmailAddress.TryParse(row.Address) is not { } address)
            return null;
        var elsewhere = await ElsewhereAsync(address);
        if (await subscribers.FindAsync(PersonKey.Of(address)) is not { } person)
            return Composed(
                row,
                row.Address!,
                await renderer.IdentityAsync(
                    await WithoutSubscriberAsync(address, now) with
                    {
                        Elsewhere = elsewhere,
                    },
                    row.Language ?? ""
                )
            );
        // What is about the subscriber stands behind the link.
        AddressPlace[] others =
        [
            .. elsewhere.Where(p => p is AddressPlace.Staff or AddressPlace.Recipient or AddressPlace.Words),
        ];
        if (person.State.AddressInDoubt)
            return Composed(
                row,
                person.Subscriber.Address,
                await renderer.IdentityAsync(
                    new IdentityView(IdentityFinding.Doubt, links.NotMe(AskedKind.Data, address, now))
                    {
                        Elsewhere = others,
                    },
                    row.Language ?? ""
                )
            );
        var maker = new LinkMaker(links, person.Subscriber.Id, 0, 0) { BrowserId = row.BrowserId };
        var view = new IdentityView(IdentityFinding.Person, links.NotMe(AskedKind.Data, address, now))
        {
            Link = maker.Add(MailedLinkKind.Identity, "me", now + links.IdentityFor),
            Elsewhere = others,
        };
        // Sent to the address on file, as all links are.
        return Composed(
            row,
            person.Subscriber.Address,
            await renderer.IdentityAsync(view, person.Subscriber.Language),
            maker.Rows
        ) with
        {
            SubscriberId = person.Subscriber.Id,
        };
    }

    /// <summary>What is held of an address that no subscriber has, beside the request that is being answered.</summary>
    public async Task<IdentityView> BesideAsync(EmailAddress address, Guid request, DateTimeOffset now) =>
        await WithoutSubscriberAsync(address, now) with
        {
            Elsewhere = await ElsewhereAsync(address, request),
        };

    private async ValueTask<AddressPlace[]> ElsewhereAsync(EmailAddress address, Guid? about = null)
    {
        await using var context = await database.CreateContextAsync();
        return
        [
            .. (await database.FindAsync(address, about)).Order(),
            .. await KeptMessages.HoldAsync(context, address.Key) ? (AddressPlace[])[AddressPlace.Template] : [],
            .. await AddressMentions.HoldAsync(context, address.Key, about) ? (AddressPlace[])[AddressPlace.Words] : [],
        ];
    }

    private async ValueTask<IdentityView> WithoutSubscriberAsync(EmailAddress address, DateTimeOffset now)
    {
        var notMe = links.NotMe(AskedKind.Data, address, now);
        if (await subscribers.FirstWaitingAsync(address) is { } askedAt)
            return new IdentityView(IdentityFinding.Pending, notMe)
            {
                At = askedAt,
                GoneAt = askedAt + links.ConfirmFor + links.PendingFor,
            };
        var keys = suppressions.Current;
        var kept = await subscribers.FindSuppressionAsync(keys.HashesOf(address));
        if (await database.FindStubsAsync(keys.ProofHashesOf(address), now) is [.., var proof])
            return new IdentityView(IdentityFinding.Proof, notMe)
            {
                At = proof.ErasedAt,
                ProofUntil = proof.ExpiresAt,
                Suppressed = kept is not null,
            };
        if (kept is not null)
            return new IdentityView(IdentityFinding.Hash, notMe) { Reason = kept.Reason };
        return new IdentityView(IdentityFinding.Nothing, notMe)
        {
            ForgotChanges = await changes.AreForgottenAsync(now),
        };
    }

    private static ComposedMail Composed(
        ClaimedMail row,
        string to,
        MailContent content,
        IReadOnlyList<MailedLinkRow>? linkRows = null
    ) => new(new OutgoingMail(row.MessageId, to, content, row.CreatedAt), linkRows ?? []);
}
