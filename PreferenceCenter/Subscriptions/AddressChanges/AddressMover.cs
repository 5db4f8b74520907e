using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Subscriptions.AddressChanges;

/// <summary>What the links of a change of address open, and what pressing their buttons does.</summary>
internal sealed class AddressMover(
    SubscriberReader people,
    AddressChangeStore changes,
    ChangeWriter writer,
    GrantTerms grants,
    PrivacyRequestTerms terms,
    TimeProvider clock
)
{
    public const int Tries = 5;

    /// <summary>The change a link is about, and whose it is; null where it is used, over, or of another kind.</summary>
    public (AddressChangeRow Change, SubscriberSnapshot Person)? Open(byte[] hash, MailedLinkKind kind)
    {
        var now = clock.GetUtcNow();
        return
            people.FindLink(hash) is { UsedAt: null, OptInId: { } id } link
            && link.Kind == kind
            && link.ExpiresAt > now
            && changes.Find(id) is { } change
            && change.SubscriberId == link.SubscriberId
            && (kind == MailedLinkKind.NewAddress ? change.Waits(now) : change.HasWayBack(now))
            && people.Find(PersonKey.Of(change.SubscriberId)) is { State.MergedInto: 0 } person
            ? (change, person)
            : null;
    }

    /// <summary>The way back of an address that was left a few days ago; null where there is none.</summary>
    public AddressChangeRow? WayBackOf(SubscriberSnapshot person, DateTimeOffset now) =>
        person.State.AddressSince + AddressChangeRow.BackFor <= now
            ? null
            : changes.Of(person.Subscriber.Id).FirstOrDefault(c => c.HasWayBack(now));

    public async Task<ChangeResult> ConfirmAsync(
        AddressChangeRow change,
        SubscriberSnapshot person,
        byte[] link,
        Evidence said
    ) =>
        EmailAddress.TryParse(change.Address) is { } address
        && EmailAddress.TryParse(person.Subscriber.Address) is { } old
            ? await writer.SubmitAsync(
                new ConfirmAddress(
                    change,
                    old,
                    address,
                    grants.ByPerson(Channel.ConfirmLink, clock.GetUtcNow()),
                    said,
                    link
                )
            )
            : new ChangeResult(ChangeOutcome.Refused, Refusal.Invalid);

    /// <summary>Whoever acts meanwhile is read again with what they did.</summary>
    public async Task<ChangeResult> TakeBackAsync(AddressChangeRow change, byte[] link, Evidence said)
    {
        var act = grants.ByPerson(Channel.UndoLink, clock.GetUtcNow());
        for (var tries = 0; tries < Tries && people.Find(PersonKey.Of(change.SubscriberId)) is { } person; tries++)
        {
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
                    people.Events(person.Subscriber, 1, long.MaxValue),
                    terms,
                    act,
                    said,
                    link
                )
            );
            if (result.Outcome != ChangeOutcome.Unchanged)
                return result;
        }
        return ChangeResult.Busy;
    }
}
