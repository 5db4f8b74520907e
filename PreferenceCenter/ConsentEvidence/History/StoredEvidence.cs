using System.Security.Cryptography;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>Result of checking stored evidence against its commitment.</summary>
internal enum EvidenceState
{
    Kept,

    /// <summary>Deleted, as a later event of the subscriber records.</summary>
    Erased,

    /// <summary>Deleted without such an event: <c>ledger verify</c> names the batch.</summary>
    Missing,

    /// <summary>Different from what the event commits to; <c>ledger verify</c> also reports it.</summary>
    Altered,
}

/// <summary>The evidence of one event, checked against the event's commitment.</summary>
/// <param name="Index">Index of the event among those of its change.</param>
/// <param name="Content">Bytes that the commitment covers.</param>
internal sealed record StoredEvidence(
    EvidenceState State,
    Evidence? Facts = null,
    int Index = 0,
    byte[]? Salt = null,
    byte[]? Content = null
)
{
    /// <param name="last">The last evidence at or before the event. It is the event's own if its range includes the
    /// event.</param>
    public static StoredEvidence Of(LedgerEventRow e, EvidenceRow? last) =>
        last is not null && e.Position - last.Position is var index && index < last.Count
            ? Check(e, (int)index, last.Salt, last.Content)
            : new StoredEvidence(EvidenceState.Missing);

    private static StoredEvidence Check(LedgerEventRow e, int index, byte[] salt, byte[] content)
    {
        Span<byte> commitment = stackalloc byte[32];
        Evidence.Commit(salt, index, content, commitment);
        return salt.Length == Salts.Length && CryptographicOperations.FixedTimeEquals(commitment, e.Commitment)
            ? new StoredEvidence(EvidenceState.Kept, Evidence.Parse(content), index, salt, content)
            : new StoredEvidence(EvidenceState.Altered);
    }
}
