using System.Security.Cryptography;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Verification;

internal enum EvidenceCheck
{
    Holds,
    Gone,
    Differs,
}

/// <summary>
/// Reads the evidence of a log beside its events, in their order, and holds each against its commitment.
/// </summary>
internal sealed class EvidenceReader : IDisposable
{
    private readonly IEnumerator<EvidenceRow> rows;
    private readonly byte[] commitment = new byte[32];
    private long position;
    private long end;
    private byte[] salt = [];
    private byte[] content = [];
    private bool more = true;
    private bool strays;

    public EvidenceReader(ReadSession session, int slot)
    {
        rows = LogRows.Evidence(session, slot).GetEnumerator();
        Next();
    }

    public EvidenceCheck Check(LedgerEventRow e)
    {
        while (more && end <= e.Position)
            Next();
        if (strays)
            return EvidenceCheck.Differs;
        if (!more || position > e.Position)
            return EvidenceCheck.Gone;
        // HMAC fills a short key with zeros: two of them would be one.
        if (salt.Length != Salts.Length)
            return EvidenceCheck.Differs;
        Evidence.Commit(salt, (int)(e.Position - position), content, commitment);
        return CryptographicOperations.FixedTimeEquals(commitment, e.Commitment)
            ? EvidenceCheck.Holds
            : EvidenceCheck.Differs;
    }

    /// <summary>
    /// Whether all evidence read so far is of events before that position: a change and its evidence stand in one
    /// batch.
    /// </summary>
    public bool EndsBefore(long size) => !more || position >= size || end <= size;

    /// <summary>Whether evidence is left that belongs to no event.</summary>
    public bool AnyBeyond(long size)
    {
        while (more && end <= size)
            Next();
        return more || strays;
    }

    private void Next()
    {
        more = rows.MoveNext();
        if (!more)
            return;
        var before = end;
        position = rows.Current.Position;
        end = checked(position + rows.Current.Count);
        // Rows stand one after the other: one that reaches into another, or over nothing, was put there later.
        strays |= position < before || end <= position;
        (salt, content) = (rows.Current.Salt, rows.Current.Content);
    }

    public void Dispose() => rows.Dispose();
}
