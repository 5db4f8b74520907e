using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Subscriptions.AddressChanges;

/// <summary>Opens the links of an address change, and confirms it or takes it back.</summary>
internal sealed class AddressMover(
    SubscriberReader subscribers,
    AddressChangeStore changes,
    ChangeWriter writer,
    GrantTerms grants,
    PrivacyRequestTerms terms,
    TimeProvider clock
)
{
    public const int Tries = 5;

    /// <summary>
    /// The address change of a link and its subscriber. Null if the link is used, expired or of another kind.
    /// </summary>
    public async ValueTask<(AddressChangeRow Change, SubscriberSnapshot Person)?> OpenAsync(
        byte[] hash,
        MailedLinkKind kind
    )
    {
        var now = clock.GetUtcNow();
        return
            await subscribers.FindLinkAsync(hash) is { UsedAt: null, AddressChangeId: { } id } link
            && link.Kind == kind
            && link.ExpiresAt > now
            && await changes.FindAsync(id) is { } change
            && change.SubscriberId == link.SubscriberId
            && (kind == MailedLinkKind.NewAddress ? change.Waits(now) : change.HasWayBack(now))
            && await subscribers.FindAsync(PersonKey.Of(change.SubscriberId)) is { State.MergedInto: 0 } person
            ? (change, person)
            : null;
    }

    /// <summary>
    /// The subscriber for whom the link's address change was confirmed, or taken back, before. Null where it was not, or
    /// where it no longer stands so.
    /// </summary>
    public async ValueTask<SubscriberSnapshot?> DoneAsync(byte[] hash, MailedLinkKind kind)
    {
        var now = clock.GetUtcNow();
        return
            await subscribers.FindLinkAsync(hash) is { AddressChangeId: { } id } link
            && link.Kind == kind
            && link.ExpiresAt > now
            && await changes.FindAsync(id) is { } change
            && change.SubscriberId == link.SubscriberId
            && (kind == MailedLinkKind.NewAddress ? change.HasWayBack(now) : change.RevertedAt is not null)
            ? await subscribers.FindAsync(PersonKey.Of(change.SubscriberId))
            : null;
    }

    /// <summary>
    /// An address change of the last days that the old address can still take back; null if there is none.
    /// </summary>
    public async ValueTask<AddressChangeRow?> WayBackOfAsync(SubscriberSnapshot person, DateTimeOffset now) =>
        person.State.AddressSince + AddressChangeRow.BackFor <= now
            ? null
            : (await changes.OfAsync(person.Subscriber.Id)).Find(c => c.HasWayBack(now));

    public async Task<ChangeResult> ConfirmAsync(
        AddressChangeRow change,
        SubscriberSnapshot person,
        byte[] link,
        Evidence evidence
    ) =>
        EmailAddress.TryParse(change.Address) is { } address
        && EmailAddress.TryParse(person.Subscriber.Address) is { } old
            ? await writer.SubmitAsync(
                new ConfirmAddress(
                    change,
                    old,
                    address,
                    grants.ByPerson(Channel.ConfirmLink, clock.GetUtcNow()),
                    evidence,
                    link
                )
            )
            : new ChangeResult(ChangeOutcome.Refused, Refusal.Invalid);

    /// <summary>
    /// Takes an address change back. If the subscriber acts in the meantime, it reads the subscriber again and retries.
    /// </summary>
    public async Task<ChangeResult> TakeBackAsync(AddressChangeRow change, byte[] link, Evidence evidence)
    {
        var act = grants.ByPerson(Channel.UndoLink, clock.GetUtcNow());
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await subscribers.FindAsync(PersonKey.Of(change.SubscriberId)) is not { } person)
                break;
            if (
                EmailAddress.TryParse(change.Address) is not { } old
                || EmailAddress.TryParse(person.Subscriber.Address) is not { } present
            )
                return new ChangeResult(ChangeOutcome.Refused, Refusal.Invalid);
            var result = await writer.SubmitAsync(
                new TakeBack(
                    change,
                    person,
                    old,
                    present,
                    await subscribers.EventsAsync(person.Subscriber),
                    terms,
                    act,
                    evidence,
                    link
                )
            );
            if (result.Outcome != ChangeOutcome.Unchanged)
                return result;
        }
        return ChangeResult.Busy;
    }
}
