using System.Globalization;

namespace PreferenceCenter.Tests.Unfindable;

/// <summary>Looks for paths from what is known of erased people to what is kept about them.</summary>
internal sealed class Unfound
{
    private readonly ErasedPeople people;
    private readonly Remains remains;
    private readonly List<(ErasedOne One, Dictionary<Remnant, string> Found)> searches;
    private readonly List<(ErasedOne One, Dictionary<Remnant, string> Found)> ofRequests;

    public Unfound(ErasedPeople people, Remains remains)
    {
        (this.people, this.remains) = (people, remains);
        var search = new JoinSearch(remains, people.Others);
        searches = [.. people.People.Select(one => (one, search.From(people.Known(one))))];
        ofRequests = [.. people.People.Select(one => (one, search.From(one.References.Select(RemnantValues.Word))))];
    }

    /// <summary>Values that lead to an event of anybody who was erased, or to a request of this one.</summary>
    public IEnumerable<string> PathsOf(ErasedOne one)
    {
        var ids = people.People.SelectMany(p => p.Requests).Select(RemnantValues.OfId).ToHashSet();
        var logs = people.People.Select(p => RemnantValues.OfId(p.LedgerId)).ToHashSet();
        return searches
            .Single(s => s.One == one)
            .Found.Where(f =>
                f.Key.Place == Remnant.Log && logs.Contains(f.Key.Owner)
                || f.Key.Place is "Requests" or "RequestEntries" && f.Key.Distinct.Any(ids.Contains)
            )
            .Select(f => $"{one.Address}: {f.Value}");
    }

    /// <summary>Values that lead from the reference of a request to an event of anybody who was erased.</summary>
    public IEnumerable<string> PathsOfRequests(ErasedOne one)
    {
        var logs = people.People.Select(p => RemnantValues.OfId(p.LedgerId)).ToHashSet();
        return ofRequests
            .Single(s => s.One == one)
            .Found.Where(f => f.Key.Place == Remnant.Log && logs.Contains(f.Key.Owner))
            .Select(f => $"{one.Address}: {f.Value}");
    }

    /// <summary>
    /// Columns of numbers whose values are those of events, for most of the people who were erased: places in the log,
    /// counts. One number may be equal by chance, those of most are not.
    /// </summary>
    public IEnumerable<string> PathsByColumn()
    {
        var events = EventsByNumber();
        return searches
            .SelectMany(s =>
                s.Found.Keys.SelectMany(r =>
                        r.Values.Where(v => v.Value.StartsWith("n:", StringComparison.Ordinal))
                            .Select(v => (Column: $"{r.Place}.{v.Column}", v.Value))
                    )
                    .Where(v => Points(events, v.Value, RemnantValues.OfId(s.One.LedgerId)))
                    .Select(v => v.Column)
                    .Distinct()
            )
            .GroupBy(column => column)
            .Where(column => column.Count() > people.People.Count / 2)
            .Select(column => $"{column.Key} holds numbers of events");
    }

    // By column of the log, whose events have which number.
    private Dictionary<string, HashSet<string>> EventsByNumber() =>
        remains
            .In(Remnant.Log)
            .SelectMany(e =>
                e.Values.Where(v => v.Column is "Position" or "PrevPosition" or "Before" or "Refers")
                    .Select(v => (v.Value, e.Owner))
            )
            .GroupBy(v => v.Value)
            .ToDictionary(g => g.Key, g => g.Select(v => v.Owner).ToHashSet());

    private static bool Points(Dictionary<string, HashSet<string>> events, string value, string owner) =>
        events.TryGetValue(value, out var owners) && owners.Count < JoinSearch.Crowd && owners.Contains(owner);

    /// <summary>
    /// Places in which the erased stand in the order of their events. Of eight people that is chance once in twenty
    /// thousand.
    /// </summary>
    public IEnumerable<string> PathsByOrder()
    {
        var orders = searches
            .Concat(ofRequests)
            .SelectMany(s => OrdersIn(s.Found.Keys).Select(p => (p.Place, s.One, p.Order)))
            .DistinctBy(p => (p.Place, p.One))
            .GroupBy(p => p.Place)
            .Where(p => p.Count() == people.People.Count && p.Select(one => one.Order).Distinct().Count() == p.Count());
        foreach (var (name, of) in Events())
        foreach (var place in orders)
        {
            long[] there = [.. place.OrderBy(one => of[one.One]).Select(one => one.Order)];
            if (there.SequenceEqual(there.Order()) || there.SequenceEqual(there.OrderDescending()))
                yield return $"{place.Key} has them in the order of their {name} events";
        }
    }

    // By the places of the rows, and by the numbers in them.
    private static IEnumerable<(string Place, long Order)> OrdersIn(IEnumerable<Remnant> found) =>
        found
            .SelectMany(r =>
                r.Values.Where(v => v.Value.StartsWith("n:", StringComparison.Ordinal))
                    .Select(v => (Place: $"{r.Place}.{v.Column}", Order: Number(v.Value)))
                    .Append((r.Place, r.Order))
            )
            .GroupBy(one => one.Place)
            .Select(place => (place.Key, place.Min(one => one.Order)));

    private static long Number(string value) =>
        long.TryParse(value.AsSpan(2), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private IEnumerable<(string Name, Dictionary<ErasedOne, int> Of)> Events()
    {
        var all = remains.In(Remnant.Log).ToLookup(e => e.Owner);
        yield return ("first", Order(events => events.Min()));
        yield return ("last", Order(events => events.Max()));

        Dictionary<ErasedOne, int> Order(Func<IEnumerable<int>, int> which) =>
            people.People.ToDictionary(
                one => one,
                one => which(all[RemnantValues.OfId(one.LedgerId)].Select(e => e.Order))
            );
    }
}
