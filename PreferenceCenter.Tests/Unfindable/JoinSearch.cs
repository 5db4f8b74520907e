namespace PreferenceCenter.Tests.Unfindable;

/// <summary>
/// Joins all remains with each other, beginning with what is known of a person: from a remnant to each other one that
/// shares a value with it, as long as fewer than five bear that value.
/// </summary>
internal sealed class JoinSearch
{
    /// <summary>A value that so many bear leads to nobody.</summary>
    public const int Crowd = 5;

    private readonly Dictionary<string, List<Remnant>> bearers = new(StringComparer.Ordinal);

    private readonly IReadOnlySet<string> others;

    /// <param name="others">Owners who were not erased: what is theirs leads to them.</param>
    public JoinSearch(Remains remains, IReadOnlySet<string> others)
    {
        this.others = others;
        foreach (var remnant in remains.All)
        foreach (var value in remnant.Distinct)
        {
            if (!bearers.TryGetValue(value, out var list))
                bearers[value] = list = [];
            list.Add(remnant);
        }
    }

    /// <summary>Each remnant that is found, with the values that lead to it.</summary>
    public Dictionary<Remnant, string> From(IEnumerable<string> known)
    {
        var found = new Dictionary<Remnant, string>(ReferenceEqualityComparer.Instance as IEqualityComparer<Remnant>);
        var queue = new Queue<Remnant>();
        foreach (var value in known)
        foreach (var remnant in bearers.GetValueOrDefault(value, []))
            if (!others.Contains(remnant.Owner) && found.TryAdd(remnant, $"{remnant} by {value}"))
                queue.Enqueue(remnant);
        while (queue.TryDequeue(out var from))
            foreach (var place in From(from).GroupBy(one => one.To.Place))
                // A list of many names nobody.
                if (place.Select(one => one.To.Owner).Distinct().Count() < Crowd)
                    foreach (var (to, value) in place)
                        if (found.TryAdd(to, $"{found[from]} > {to} by {value}"))
                            queue.Enqueue(to);
        return found;
    }

    private IEnumerable<(Remnant To, string Value)> From(Remnant from) =>
        from
            .Distinct.Where(Joins)
            .SelectMany(value =>
                bearers[value]
                    .Where(to => to != from)
                    .GroupBy(to => to.Place)
                    .Where(place => Owners(place) < Crowd)
                    .SelectMany(place => place.Where(to => !others.Contains(to.Owner)).Select(to => (to, value)))
            );

    // A bare number is looked at by columns, below: small ones are equal by chance. A day on which many were erased is
    // the day of many.
    private bool Joins(string value) =>
        !value.StartsWith("n:", StringComparison.Ordinal)
        && Owners(bearers[value].Where(r => r.Place == Remnant.Log)) < Crowd;

    private static int Owners(IEnumerable<Remnant> remnants) => remnants.Select(r => r.Owner).Distinct().Count();
}
