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
    /// <summary>From when on the data may be shown; everything is where it is null.</summary>
    public DateTimeOffset? ShownSince { get; private init; }

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
            ShownSince = change.ConfirmedAt,
            History = HistorySince(change),
            Places =
            [
                .. Places.Select(place =>
                    place with
                    {
                        Rows = place.Rows with
                        {
                            Rows = [.. place.Rows.Rows.Where(row => IsSince(place, row, change))],
                        },
                    }
                ),
            ],
        };

    private static bool IsSince(PersonalDataRows place, object?[] row, AddressChangeRow change) =>
        place.Entry.Key switch
        {
            "mails" or "sessions" => At(place, row, "createdAt") >= change.ConfirmedAt,
            // The change itself touched every choice.
            "choices" => At(place, row, "changedAt") > change.ConfirmedAt,
            "history" or "evidence" => (long)row[0]! >= change.FromSeq,
            // What is found by the present address.
            "subscriber" or "limits" or "suppression" or "proof-stubs" => true,
            _ => false,
        };

    private static DateTimeOffset At(PersonalDataRows place, object?[] row, string column) =>
        (DateTimeOffset)row[place.Rows.Columns.ToList().IndexOf(column)]!;

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
