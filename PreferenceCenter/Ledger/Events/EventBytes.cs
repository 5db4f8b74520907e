using System.Buffers.Binary;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Events;

/// <summary>
/// Canonical encoding of a ledger event: fixed width, big-endian, version first. The Merkle tree hashes these bytes.
/// docs/ledger.md specifies them, with test vectors.
/// </summary>
internal static class EventBytes
{
    public const int Length = 140;
    public const byte Version = 1;
    private const int CommitmentAt = 108;

    public static void Write(LedgerEventRow e, Span<byte> bytes)
    {
        if (e.Commitment.Length != Length - CommitmentAt)
            throw new InvalidDataException(
                $"A commitment has {Length - CommitmentAt} bytes, not {e.Commitment.Length}."
            );
        bytes[..8].Clear();
        bytes[0] = Version;
        bytes[1] = (byte)e.Kind;
        bytes[2] = (byte)e.Channel;
        bytes[3] = (byte)e.ActorKind;
        bytes[4] = (byte)e.Basis;
        e.LedgerId.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], e.Seq);
        BinaryPrimitives.WriteInt64BigEndian(bytes[32..], e.Aspect);
        BinaryPrimitives.WriteInt64BigEndian(bytes[40..], e.Value);
        BinaryPrimitives.WriteInt64BigEndian(bytes[48..], e.Before);
        BinaryPrimitives.WriteInt64BigEndian(bytes[56..], e.Refers);
        e.ActorId.TryWriteBytes(bytes[64..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[80..], e.Controller);
        BinaryPrimitives.WriteInt32BigEndian(bytes[84..], e.Notice);
        BinaryPrimitives.WriteInt64BigEndian(bytes[88..], Instant.ToMicroseconds(e.At));
        BinaryPrimitives.WriteInt32BigEndian(bytes[96..], e.PrevSlot);
        BinaryPrimitives.WriteInt64BigEndian(bytes[100..], e.PrevPosition);
        e.Commitment.CopyTo(bytes[CommitmentAt..]);
    }

    /// <summary>Decodes an event; null if the bytes are not of this version.</summary>
    public static LedgerEventRow? Read(ReadOnlySpan<byte> bytes, int slot, long position) =>
        bytes.Length != Length || bytes[0] != Version
            ? null
            : new()
            {
                Slot = slot,
                Position = position,
                Kind = (EventKind)bytes[1],
                Channel = (Channel)bytes[2],
                ActorKind = (ActorKind)bytes[3],
                Basis = (LawfulBasis)bytes[4],
                LedgerId = new Guid(bytes[8..24], bigEndian: true),
                Seq = BinaryPrimitives.ReadInt64BigEndian(bytes[24..]),
                Aspect = BinaryPrimitives.ReadInt64BigEndian(bytes[32..]),
                Value = BinaryPrimitives.ReadInt64BigEndian(bytes[40..]),
                Before = BinaryPrimitives.ReadInt64BigEndian(bytes[48..]),
                Refers = BinaryPrimitives.ReadInt64BigEndian(bytes[56..]),
                ActorId = new Guid(bytes[64..80], bigEndian: true),
                Controller = BinaryPrimitives.ReadInt32BigEndian(bytes[80..]),
                Notice = BinaryPrimitives.ReadInt32BigEndian(bytes[84..]),
                At = Instant.FromMicroseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[88..])),
                PrevSlot = BinaryPrimitives.ReadInt32BigEndian(bytes[96..]),
                PrevPosition = BinaryPrimitives.ReadInt64BigEndian(bytes[100..]),
                Commitment = bytes[CommitmentAt..].ToArray(),
            };

    /// <summary>The event as the domain rules read it.</summary>
    public static ConsentEvent ToConsentEvent(LedgerEventRow e) =>
        new(
            e.Seq,
            e.Kind,
            e.Aspect,
            e.Value,
            e.Before,
            e.Refers,
            new Act(e.Channel, new Actor(e.ActorKind, e.ActorId), e.At, e.Basis, e.Controller, e.Notice)
        );
}
