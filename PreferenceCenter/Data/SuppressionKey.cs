using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>The keyed hash of an address, with the id of its key.</summary>
internal readonly record struct KeyedHash(int KeyId, byte[] Bytes);

/// <summary>
/// A numbered key of the suppression list. It is a class, so that no log or message prints the secret.
/// </summary>
/// <param name="madeAt">When the key was added; null for the first key, which exists from the start.</param>
internal sealed class SuppressionKey(int number, ReadOnlySpan<byte> secret, DateTimeOffset? madeAt = null)
{
    public const int LastNumber = 255;

    /// <summary>
    /// The version of the comparison applied to addresses before hashing (<see cref="EmailAddress.SuppressionKey"/>).
    /// A new comparison needs a new number and is used in addition to this one, never instead of it: old rows only
    /// match the old one.
    /// </summary>
    private const int Comparison = 1;
    private static readonly string Suppression = $"suppression/v{Comparison}\0",
        Proof = $"proof/v{Comparison}\0";

    private const int MostBytes = 512;

    private readonly byte[] key = secret.ToArray();
    private readonly ConcurrentBag<IncrementalHash> spare = [];

    public int Number => number;
    public DateTimeOffset? MadeAt => madeAt;

    /// <summary>
    /// The id stored in rows: the low byte is the key's number, the next byte the comparison, counted from zero.
    /// </summary>
    public int Id => (Comparison - 1 << 8) | number;

    public KeyedHash HashOf(EmailAddress address) => new(Id, Hash(Suppression, address.SuppressionKey));

    /// <summary>
    /// The hash of an address in proof stubs. It differs from the one in the suppression list, so the two lists cannot
    /// be matched without the key (ERA-04).
    /// </summary>
    public KeyedHash ProofHashOf(EmailAddress address) => new(Id, Hash(Proof, address.SuppressionKey));

    // They are kept, one for each thread that hashes at the same moment: each holds the state after the key, which costs
    // as much to make as an address costs to hash.
    public byte[] Hash(string label, string text)
    {
        if (!spare.TryTake(out var hash))
            hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> bytes = stackalloc byte[MostBytes];
        if (
            Encoding.UTF8.TryGetBytes(label, bytes, out var first)
            && Encoding.UTF8.TryGetBytes(text, bytes[first..], out var rest)
        )
            hash.AppendData(bytes[..(first + rest)]);
        else
            hash.AppendData(Encoding.UTF8.GetBytes(label + text));
        var hashed = hash.GetHashAndReset();
        spare.Add(hash);
        return hashed;
    }

    /// <summary>The text for a row's key id, for operators.</summary>
    public static string Name(int id) =>
        id >> 8 == 0 ? Invariant($"key {id & 255}") : Invariant($"key {id & 255} by comparison {(id >> 8) + 1}");
}

/// <summary>The keys at one moment, in the order of their numbers.</summary>
internal sealed class SuppressionKeys(IReadOnlyList<SuppressionKey> all)
{
    /// <summary>
    /// How long a new key waits before it hashes new entries. Every node checks for keys once a second, so by then all
    /// nodes can find such entries.
    /// </summary>
    public static readonly TimeSpan WritesAfter = TimeSpan.FromMinutes(1);

    public IReadOnlyList<SuppressionKey> All => all;
    public SuppressionKey First => all[0];

    /// <summary>The hashes of an address that rows may contain, one per key, the first key first.</summary>
    public IReadOnlyList<KeyedHash> HashesOf(EmailAddress address)
    {
        var hashes = new KeyedHash[all.Count];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = all[i].HashOf(address);
        return hashes;
    }

    public IEnumerable<byte[]> ProofHashesOf(EmailAddress address) => all.Select(key => key.ProofHashOf(address).Bytes);

    /// <summary>The newest key that every other process knows by now.</summary>
    public SuppressionKey WritingAt(DateTimeOffset now)
    {
        for (var i = all.Count - 1; i > 0; i--)
            if (all[i].MadeAt is not { } madeAt || madeAt + WritesAfter <= now)
                return all[i];
        return First;
    }
}
