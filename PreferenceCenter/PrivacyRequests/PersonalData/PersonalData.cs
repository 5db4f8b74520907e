using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;

namespace PreferenceCenter.PrivacyRequests.PersonalData;

/// <summary>All data held about one subscriber.</summary>
internal sealed record PersonalDataSet(
    SubscriberSnapshot Person,
    IReadOnlyList<(LedgerEventRow Event, EvidenceRow? Evidence)> History,
    IReadOnlyList<PersonalDataRows> Places
)
{
    /// <summary>Events since the address change; all events if there was none.</summary>
    public IReadOnlyList<(LedgerEventRow Event, EvidenceRow? Evidence)> HistorySince(AddressChangeRow? change) =>
        change is null ? History : [.. History.Where(h => h.Event.Seq >= change.FromSeq)];

    /// <summary>
    /// The part that the owner of the new address may see while the old address can still take the change back: nothing
    /// from before the change.
    /// </summary>
    public PersonalDataSet Since(AddressChangeRow change) =>
        this with
        {
            History = HistorySince(change),
            Places =
            [
                .. Places.Select(place =>
                    place.Entry.Key switch
                    {
                        "mails" or "sessions" => Later(place, change.ConfirmedAt!.Value),
                        "history" => place with
                        {
                            Rows = place.Rows with
                            {
                                Rows = [.. place.Rows.Rows.Where(r => (long)r[0]! >= change.FromSeq)],
                            },
                        },
                        "evidence" => place with
                        {
                            Rows = place.Rows with
                            {
                                Rows = [.. place.Rows.Rows.Where(r => (long)r[0]! >= change.FromSeq)],
                            },
                        },
                        "sign-ups" or "requests" or "links" or "address-changes" => place with
                        {
                            Rows = place.Rows with { Rows = [] },
                        },
                        _ => place,
                    }
                ),
            ],
        };

    /// <summary>Adds the rows of a subscriber who was merged into this one, after their own.</summary>
    public PersonalDataSet With(PersonalDataSet part) =>
        this with
        {
            Places =
            [
                .. Places.Zip(
                    part.Places,
                    (mine, theirs) =>
                        mine with
                        {
                            Rows = mine.Rows with { Rows = [.. mine.Rows.Rows, .. theirs.Rows.Rows] },
                        }
                ),
            ],
        };

    private static PersonalDataRows Later(PersonalDataRows place, DateTimeOffset since)
    {
        var created = place.Rows.Columns.ToList().IndexOf("createdAt");
        return place with
        {
            Rows = place.Rows with { Rows = [.. place.Rows.Rows.Where(r => (DateTimeOffset)r[created]! >= since)] },
        };
    }

    public DataRows this[string key] => Places.First(p => p.Entry.Key == key).Rows;
}

/// <summary>Reads all data held about one subscriber, from one snapshot.</summary>
internal sealed class PersonalData(
    Database database,
    CatalogueCache catalogue,
    AddressHasher hashes,
    TimeProvider clock
)
{
    public ValueTask<PersonalDataSet?> FindAsync(long subscriberId) =>
        database.AskAsync(
            subscriberId,
            async (session, id) =>
            {
                await using var moment = await session.SnapshotAsync();
                if (await session.FindAsync(PersonKey.Of(id)) is not { } person)
                    return null;
                var held = await ReadAsync(session, person);
                // Data of a subscriber merged through the new address is included only once the change can no longer be
                // taken back: until then, it may belong to another person.
                if ((await AddressChangeStore.OfAsync(session, id)).Exists(c => c.HasWayBack(clock.GetUtcNow())))
                    return held;
                foreach (var merged in await AddressChangeStore.AllMergedIntoAsync(session, id))
                    if (await session.FindAsync(PersonKey.Of(merged)) is { } part)
                        held = held.With(await ReadAsync(session, part));
                return held;
            }
        );

    private async ValueTask<PersonalDataSet> ReadAsync(ReadSession session, SubscriberSnapshot person)
    {
        var history = await SubscriberReader.HistoryAsync(session, person.Subscriber);
        return new PersonalDataSet(
            person,
            history,
            await DataMap.ReadAsync(new DataQuestion(session, person, history, hashes, catalogue.Current))
        );
    }
}
