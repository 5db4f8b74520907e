using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>What a row knows an address by, and under which key.</summary>
internal readonly record struct KeyedHash(int KeyId, byte[] Bytes);

/// <summary>A key of the suppression list under its number. A class, so that nothing prints the secret.</summary>
/// <param name="madeAt">When it was added; none for the first, which was there from the start.</param>
internal sealed class SuppressionKey(int number, ReadOnlySpan<byte> secret, DateTimeOffset? madeAt = null)
{
    public const int LastNumber = 255;

    /// <summary>
    /// How addresses are compared before they are hashed (<see cref="EmailAddress.SuppressionKey"/>). Another way gets
    /// another number and is hashed beside this one, never in its place: old rows know no other.
    /// </summary>
    private const int Comparison = 1;
    private static readonly string Suppression = $"suppression/v{Comparison}\0",
        Proof = $"proof/v{Comparison}\0";

    private readonly byte[] key = secret.ToArray();

    public int Number => number;
    public DateTimeOffset? MadeAt => madeAt;

    /// <summary>
    /// As rows name it: the low byte is the key's number, the next one the way of comparing, counted from zero.
    /// </summary>
    public int Id => (Comparison - 1 << 8) | number;

    public KeyedHash HashOf(EmailAddress address) => new(Id, Hash(Suppression, address.SuppressionKey));

    /// <summary>
    /// What a stub of proof knows the address by: another hash, so that nobody without the key can put the two lists
    /// side by side (ERA-04).
    /// </summary>
    public KeyedHash ProofHashOf(EmailAddress address) => new(Id, Hash(Proof, address.SuppressionKey));

    public byte[] Hash(string label, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(label + text));

    /// <summary>What a row's key id says, for an operator.</summary>
    public static string Name(int id) =>
        id >> 8 == 0 ? $"key {id & 255}" : $"key {id & 255} by comparison {(id >> 8) + 1}";
}

/// <summary>The keys as they stand at one moment, the first one first.</summary>
internal sealed class SuppressionKeys(IReadOnlyList<SuppressionKey> all)
{
    /// <summary>Every node looks for keys once a second: long before this it finds what another one writes.</summary>
    public static readonly TimeSpan WritesAfter = TimeSpan.FromMinutes(1);

    public IReadOnlyList<SuppressionKey> All => all;
    public SuppressionKey First => all[0];

    /// <summary>What any row may know the address by, under the first key first: one hash a key.</summary>
    public IReadOnlyList<KeyedHash> HashesOf(EmailAddress address)
    {
        var hashes = new KeyedHash[all.Count];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = all[i].HashOf(address);
        return hashes;
    }

    public IEnumerable<byte[]> ProofHashesOf(EmailAddress address) => all.Select(key => key.ProofHashOf(address).Bytes);

    /// <summary>The newest that every other process knows of by now.</summary>
    public SuppressionKey WritingAt(DateTimeOffset now)
    {
        for (var i = all.Count - 1; i > 0; i--)
            if (all[i].MadeAt is not { } madeAt || madeAt + WritesAfter <= now)
                return all[i];
        return First;
    }
}
