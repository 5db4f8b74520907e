using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// The one routine by which anybody is erased, whoever decided it: the person, staff, a replay after a restore.
/// </summary>
internal sealed class ErasureService(
    SubscriberReader people,
    AddressChangeStore addresses,
    ChangeWriter writer,
    ErasureSettings settings
)
{
    /// <summary>False where there was nobody, any more.</summary>
    /// <param name="erasedAt">When they were first erased, if a copy from before brought them back.</param>
    /// <exception cref="IOException">The database or the journal of erasures was not to be had: nothing was
    /// erased.</exception>
    public async Task<bool> EraseAsync(
        PersonKey who,
        Act act,
        bool certify = true,
        Guid? request = null,
        DateTimeOffset? erasedAt = null
    )
    {
        // Whoever acts meanwhile is read again with what they did: an event more is evidence more.
        while (people.Find(who) is { } person)
        {
            var address = EmailAddress.TryParse(person.Subscriber.Address);
            if (address is null && person.State.MergedInto == 0)
                throw new InvalidDataException($"The address of subscriber {person.Subscriber.Id} cannot be read.");
            var events = people.Events(person.Subscriber, 1, long.MaxValue);
            var result = await writer.DoAsync(
                new ErasePerson(
                    person,
                    address,
                    events,
                    [.. Merged(person.Subscriber.Id)],
                    new ErasureTerms(settings.KeepSuppression, certify, request)
                    {
                        KeepProofFor = settings.KeepProofFor,
                        ErasedAt = erasedAt,
                    },
                    act
                )
            );
            if (result.Outcome != ChangeOutcome.Unchanged)
                return result.Outcome == ChangeOutcome.Done;
        }
        return false;
    }

    // Also who became part of those.
    private IEnumerable<(SubscriberSnapshot, IReadOnlyList<LedgerEventRow>)> Merged(long id)
    {
        foreach (var part in addresses.MergedInto(id))
            if (people.Find(PersonKey.Of(part)) is { } dossier)
            {
                yield return (dossier, people.Events(dossier.Subscriber, 1, long.MaxValue));
                foreach (var deeper in Merged(part))
                    yield return deeper;
            }
    }
}

/// <param name="KeepSuppression">Whether a keyed hash of an erased address is kept.</param>
/// <param name="Automatic">Whether a verified request to be erased needs nobody's decision, and how long the person may
/// cancel it.</param>
/// <param name="TwoPeople">Whether it takes a second of the staff to decide what cannot be taken back.</param>
internal sealed record ErasureSettings(bool KeepSuppression, bool Automatic, TimeSpan Grace, bool TwoPeople = true)
{
    /// <summary>How long a stub of proof is kept of an erased person; none where there is to be none.</summary>
    public TimeSpan? KeepProofFor { get; init; }
}
