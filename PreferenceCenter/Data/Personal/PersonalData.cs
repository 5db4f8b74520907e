namespace PreferenceCenter.Data.Personal;

/// <summary>Somebody with all that is held about them.</summary>
internal sealed record HeldPerson(Dossier Person, IReadOnlyList<(LedgerEventRow Event, EvidenceRow? Evidence)> History, IReadOnlyList<HeldRows> Places)
{
    public DataRows this[string key] => Places.First(p => p.Entry.Key == key).Rows;
}

/// <summary>Reads everything about one person, as it stands at one moment.</summary>
internal sealed class PersonalData(Database database, CatalogueCache catalogue, SuppressionList hashes)
{
    public HeldPerson? Find(long subscriberId) => database.Ask(subscriberId, (session, id) =>
    {
        using var moment = session.Snapshot();
        if (session.Find(PersonKey.Of(id)) is not { } person) return null;
        var history = People.WholeHistory(session, person.Subscriber);
        return new HeldPerson(person, history, DataMap.Read(new DataQuestion(session, person, history, hashes, catalogue.Current)));
    });
}
