using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// SHA-256 hash of the tree: 32 bytes stored by value, so that appending and proving allocate nothing.
/// </summary>
[JsonConverter(typeof(TreeHashConverter))]
[InlineArray(Length)]
internal struct TreeHash : IEquatable<TreeHash>
{
    public const int Length = 32;

    private byte first;

    public static TreeHash From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        TreeHash hash = default;
        bytes.CopyTo(hash);
        return hash;
    }

    public static TreeHash FromHex(string hex) => From(Convert.FromHexString(hex));

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Bytes => this;

    public readonly byte[] ToArray() => Bytes.ToArray();

    public readonly string ToBase64() => Convert.ToBase64String(Bytes);

    public readonly bool Equals(TreeHash other) => Bytes.SequenceEqual(other.Bytes);

    public override readonly bool Equals(object? obj) => obj is TreeHash other && Equals(other);

    public override readonly int GetHashCode() => BinaryPrimitives.ReadInt32BigEndian(Bytes);

    public override readonly string ToString() => Convert.ToHexStringLower(Bytes);

    public static bool operator ==(in TreeHash left, in TreeHash right) => left.Equals(right);

    public static bool operator !=(in TreeHash left, in TreeHash right) => !left.Equals(right);
}
