using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail.Composing;

/// <summary>
/// Answers what is held about an address, to that address: the link, or in words where there is nothing that a link
/// could open.
/// </summary>
internal sealed class IdentityMails(
    Database database,
    SubscriberReader people,
    AddressHasher suppressions,
    MailRenderer renderer,
    MailLinks links
)
{
    public async Task<ComposedMail?> ComposeAsync(OutboxRow row, DateTimeOffset now)
    {
        if (EmailAddress.TryParse(row.Address) is not { } address)
            return null;
        if (people.Find(PersonKey.Of(address)) is not { } person)
            return Composed(row, row.Address!, await renderer.IdentityAsync(Nothing(address, now), row.Language ?? ""));
        var made = new LinkMaker(links, person.Subscriber.Id, 0, 0) { OptInId = BrowserBinding.InOnceKey(row.OnceKey) };
        var view = new IdentityView(IdentityFinding.Person)
        {
            Link = made.Add(MailedLinkKind.Identity, "me", now + links.IdentityFor),
        };
        // To the address on file, as every link.
        return Composed(
            row,
            person.Subscriber.Address,
            await renderer.IdentityAsync(view, person.Subscriber.Language),
            made.Rows
        ) with
        {
            SubscriberId = person.Subscriber.Id,
        };
    }

    private IdentityView Nothing(EmailAddress address, DateTimeOffset now)
    {
        if (people.FirstWaiting(address) is { } askedAt)
            return new IdentityView(IdentityFinding.Pending)
            {
                At = askedAt,
                GoneAt = askedAt + links.ConfirmFor + links.PendingFor,
            };
        var keys = suppressions.Current;
        var kept = people.FindSuppression(keys.HashesOf(address));
        if (database.FindStubs(keys.ProofHashesOf(address), now) is [.., var proof])
            return new IdentityView(IdentityFinding.Proof)
            {
                At = proof.ErasedAt,
                ProofUntil = proof.ExpiresAt,
                Suppressed = kept is not null,
            };
        if (kept is not null)
            return new IdentityView(IdentityFinding.Hash) { At = kept.At, Reason = kept.Reason };
        return new IdentityView(IdentityFinding.Nothing);
    }

    private static ComposedMail Composed(
        OutboxRow row,
        string to,
        MailContent content,
        IReadOnlyList<MailedLinkRow>? made = null
    ) => new(new OutgoingMail(row.MessageId, to, content, row.CreatedAt), made ?? []);
}
