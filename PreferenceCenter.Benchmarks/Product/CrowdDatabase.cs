using PreferenceCenter.Benchmarks.Databases;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>A finished database and its subscribers. Measures use copies of it.</summary>
internal sealed class CrowdDatabase(Place place, Crowd crowd)
{
    // The order is the same on every run, so that two runs differ by the machine, not by chance.
    private readonly Guid[] people = ReadPeople(place);

    public Place Place => place;
    public Crowd Crowd => crowd;

    /// <summary>Every subscriber with each of their topics, shuffled.</summary>
    public IEnumerable<(Guid Person, uint Topic)> Subscriptions()
    {
        var pairs = new (int Person, byte Topic)[crowd.Pairs];
        var next = 0;
        for (var person = 0; person < people.Length; person++)
        for (byte topic = 1; topic <= (person < crowd.WithEveryTopic ? Crowd.Topics : Crowd.TopicsEach); topic++)
            pairs[next++] = (person, topic);
        new Random(1).Shuffle(pairs);
        return pairs.Select(pair => (people[pair.Person], (uint)pair.Topic));
    }

    /// <summary>Subscribers with every topic, shuffled.</summary>
    public IEnumerable<Guid> Fullest() => Shuffled(people[..crowd.WithEveryTopic]);

    /// <summary>Subscribers with the first five topics, shuffled.</summary>
    public IEnumerable<Guid> Usual() => Shuffled(people[crowd.WithEveryTopic..]);

    private static Guid[] Shuffled(Guid[] ids)
    {
        new Random(2).Shuffle(ids);
        return ids;
    }

    private static Guid[] ReadPeople(Place place)
    {
        using var database = place.Open();
        using var session = database.Read();
        using var row = session["""SELECT "PublicId" FROM "Subscribers" ORDER BY "Id" """].ExecuteReader();
        var ids = new List<Guid>();
        while (row.Read())
            ids.Add(Data.Sql.ReadGuid(row, 0));
        return [.. ids];
    }
}
