using System.Buffers.Binary;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Roots of the other logs in a seal, as last seen by the writer: 44 bytes each, in the order of their slots (slot,
/// size, root; numbers big-endian). If a log is cut back or left out, the other logs show it. Specified in
/// docs/ledger.md.
/// </summary>
internal static class OtherRoots
{
    private const int Length = 44;

    public static byte[] Of(IReadOnlyList<LogHead> heads)
    {
        if (heads.Count == 0)
            return [];
        var bytes = new byte[heads.Count * Length];
        for (var i = 0; i < heads.Count; i++)
        {
            var frontier = MerkleFrontier.Parse(heads[i].Frontier);
            var at = bytes.AsSpan(i * Length, Length);
            BinaryPrimitives.WriteInt32BigEndian(at, heads[i].Slot);
            BinaryPrimitives.WriteInt64BigEndian(at[4..], frontier.Size);
            frontier.Root().Bytes.CopyTo(at[12..]);
        }
        return bytes;
    }

    /// <exception cref="InvalidDataException">The length is not a multiple of 44 bytes.</exception>
    public static IEnumerable<(int Slot, Checkpoint Seen)> Read(byte[] bytes)
    {
        if (bytes.Length % Length != 0)
            throw new InvalidDataException($"Roots of other logs take {Length} bytes each, not {bytes.Length} in all.");
        for (var at = 0; at < bytes.Length; at += Length)
            yield return (
                BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at)),
                new Checkpoint(
                    "",
                    BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at + 4)),
                    TreeHash.From(bytes.AsSpan(at + 12, TreeHash.Length))
                )
            );
    }
}
