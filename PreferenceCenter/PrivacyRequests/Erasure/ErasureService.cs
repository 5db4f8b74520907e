using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// Erases a subscriber, with everyone merged into them. Every erasure uses this routine: one that the subscriber asked
/// for, one that staff decided, one whose term is over, and a replay after a restore.
/// </summary>
internal sealed class ErasureService(
    SubscriberReader subscribers,
    AddressChangeStore addresses,
    MailboxReader mailboxes,
    ChangeWriter writer,
    ErasureSettings settings
)
{
    private const int Tries = 20;

    /// <summary>Erases the subscriber. False if there is no such subscriber, or the erasure was refused.</summary>
    /// <param name="erasedAt">A time not after the original erasure, if a restored backup brought the subscriber
    /// back.</param>
    /// <exception cref="IOException">The database or the erasure journal was not available; nothing was
    /// erased.</exception>
    public Task<bool> EraseAsync(
        PersonKey key,
        Act act,
        bool certify = true,
        Guid? request = null,
        DateTimeOffset? erasedAt = null
    ) =>
        EraseAsync(
            key,
            new ErasureTerms(settings.KeepSuppression, certify, request)
            {
                KeepProofFor = settings.KeepProofFor,
                ErasedAt = erasedAt,
            },
            act
        );

    /// <summary>
    /// Erases the subscriber on these terms. False if there is no such subscriber, or the erasure was refused.
    /// </summary>
    /// <exception cref="IOException">The database or the erasure journal was not available; nothing was
    /// erased.</exception>
    public async Task<bool> EraseAsync(PersonKey key, ErasureTerms terms, Act act)
    {
        // If the subscriber acts in the meantime, read again: a new event may have new evidence.
        for (var tries = 0; await subscribers.FindAsync(key) is { } person; tries++)
        {
            if (tries == Tries)
                throw new IOException(
                    Invariant($"Subscriber {person.Subscriber.Id} changes faster than they can be erased.")
                );
            var address = EmailAddress.TryParse(person.Subscriber.Address);
            if (address is null && person.State.MergedInto == 0)
                throw new InvalidDataException(
                    Invariant($"The address of subscriber {person.Subscriber.Id} cannot be read.")
                );
            var events = await subscribers.EventsAsync(person.Subscriber);
            var result = await writer.DoAsync(
                new ErasePerson(
                    person,
                    address,
                    events,
                    addresses.HistoriesMergedInto(person.Subscriber.Id),
                    address is null ? [] : await mailboxes.WaitingAsync(address),
                    terms,
                    act
                )
            );
            if (result.Outcome != ChangeOutcome.Unchanged)
                return result.Outcome == ChangeOutcome.Done;
        }
        return false;
    }
}

/// <summary>Settings of erasures (<c>Privacy:…</c>).</summary>
/// <param name="KeepSuppression">Whether a keyed hash of an erased address is kept.</param>
/// <param name="Automatic">Whether a verified erasure request is carried out without a decision by staff, after a grace
/// period in which the subscriber may cancel it.</param>
/// <param name="TwoPeople">Whether a decision that cannot be undone takes two staff members.</param>
internal sealed record ErasureSettings(bool KeepSuppression, bool Automatic, TimeSpan Grace, bool TwoPeople = true)
{
    /// <summary>How long a proof stub of an erased subscriber is kept; null if none is kept.</summary>
    public TimeSpan? KeepProofFor { get; init; }
}
