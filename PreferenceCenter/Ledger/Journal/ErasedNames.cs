using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// Whom the journal of erasures names: a set of keyed hashes of what was erased, ids and addresses alike, and one of keyed
/// hashes of addresses that are not emailed. Nothing says which of one belongs to which of the other.
/// </summary>
internal sealed class ErasedNames(AddressHasher hashes)
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> addresses = new(StringComparer.Ordinal);

    /// <summary>Number of erased ids and addresses.</summary>
    public int Count => ids.Count;

    /// <summary>The kept hashes of addresses, each with the id of its key.</summary>
    public IReadOnlyDictionary<string, int> Addresses => addresses;

    /// <summary>The keyed hashes of erased ids and addresses, in hex.</summary>
    public IReadOnlySet<string> Ids => ids;

    /// <summary>Whether a subscriber with this id was erased.</summary>
    public bool Contains(Guid person) => ids.Count > 0 && ids.Contains(HashOf(person));

    /// <summary>
    /// Whether the address was erased, by a name that is among <paramref name="unsettled"/>: once, or again after its owner
    /// had come back.
    /// </summary>
    public bool Contains(string addressKey, IReadOnlySet<string> unsettled)
    {
        for (var time = 1; ; time++)
        {
            var name = Convert.ToHexStringLower(hashes.ErasedHashOf(addressKey, time));
            if (unsettled.Contains(name))
                return true;
            if (!ids.Contains(name))
                return false;
        }
    }

    /// <summary>Adds the name of an erased address.</summary>
    public bool Add(byte[] name) => ids.Add(Convert.ToHexStringLower(name));

    /// <summary>Adds an erased subscriber; if the erasure keeps no hash of the address, neither does the journal.</summary>
    public bool Add(ErasedPerson person)
    {
        var added = ids.Add(HashOf(person.Owner.Subscriber.PublicId));
        return (person.Suppression is { } kept && Add(kept)) || added;
    }

    /// <summary>Adds an address that is not to be emailed.</summary>
    public bool Add(SuppressionRow kept) => addresses.TryAdd(Convert.ToHexStringLower(kept.KeyedHash), kept.KeyId);

    /// <summary>
    /// Adds whom the database names, erased or suppressed by other nodes. Where the database names every id that this set
    /// names, it is not behind, and an address that it names no more has come back by its owner's confirmation.
    /// </summary>
    public bool Follow(IReadOnlySet<string> present, IReadOnlyDictionary<string, int> suppressed)
    {
        var changed = false;
        if (ids.IsSubsetOf(present))
            foreach (var gone in addresses.Keys.Where(hash => !suppressed.ContainsKey(hash)).ToList())
                changed |= addresses.Remove(gone);
        foreach (var id in present)
            changed |= ids.Add(id);
        foreach (var (hash, key) in suppressed)
            changed |= addresses.TryAdd(hash, key);
        return changed;
    }

    /// <summary>Removes an address whose owner signed up again; false if it was not there.</summary>
    public bool Lift(byte[] keyedHash) => addresses.Count > 0 && addresses.Remove(Convert.ToHexStringLower(keyedHash));

    /// <summary>Adds what a line says; false for a line of another journal.</summary>
    public bool TryAdd(JournalLine line)
    {
        switch (line)
        {
            case ErasedIdLine id:
                ids.Add(id.KeyedHash);
                return true;
            case ErasedAddressLine address:
                addresses[address.KeyedHash] = address.KeyId;
                return true;
            case FormerErasedLine former:
                ids.Add(HashOf(former.Person));
                if (former.KeyId > 0)
                    addresses[former.KeyedHash] = former.KeyId;
                return true;
            case FormerReturnedLine returned:
                addresses.Remove(returned.KeyedHash);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The lines of the file, sorted.</summary>
    public IEnumerable<string> Lines() =>
        ids.Select(hash => new ErasedIdLine(hash).ToString())
            .Concat(addresses.Select(one => new ErasedAddressLine(one.Key, one.Value).ToString()))
            .Order(StringComparer.Ordinal);

    private string HashOf(Guid person) => Convert.ToHexStringLower(hashes.ErasedHashOf(person));
}
