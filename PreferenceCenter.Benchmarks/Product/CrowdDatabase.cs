using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>A finished database and who is in it; measured on copies.</summary>
internal sealed class CrowdDatabase(Place place, Crowd crowd)
{
    // The same order on every run: figures of two runs differ by the machine, not by luck.
    private readonly Guid[] people = ReadPeople(place);

    public Place Place => place;
    public Crowd Crowd => crowd;

    /// <summary>Everybody and each of their topics, in no order.</summary>
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

    /// <summary>Those with all topics, in no order.</summary>
    public IEnumerable<Guid> Fullest() => Shuffled(people[..crowd.WithEveryTopic]);

    /// <summary>Those with the first five topics, in no order.</summary>
    public IEnumerable<Guid> Usual() => Shuffled(people[crowd.WithEveryTopic..]);

    private static Guid[] Shuffled(Guid[] some)
    {
        new Random(2).Shuffle(some);
        return some;
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
