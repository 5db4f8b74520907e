using System.Buffers.Binary;

namespace PreferenceCenter.Data;

/// <summary>Compares keyed hashes by their bytes. They are random, so the first four are a good hash code.</summary>
internal sealed class HashComparer : IEqualityComparer<byte[]>
{
    public static readonly HashComparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => BinaryPrimitives.ReadInt32LittleEndian(obj);
}
