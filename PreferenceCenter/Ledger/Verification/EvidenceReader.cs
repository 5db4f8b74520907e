using System.Security.Cryptography;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Verification;

/// <summary>Result of checking evidence against the commitment of its event.</summary>
internal enum EvidenceCheck
{
    Holds,
    Gone,
    Differs,
}

/// <summary>
/// Reads the evidence of a log in the order of its events and compares each piece with its commitment.
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
        // HMAC pads a short key with zeros: two different salts would count as the same.
        if (salt.Length != Salts.Length)
            return EvidenceCheck.Differs;
        Evidence.Commit(salt, (int)(e.Position - position), content, commitment);
        return CryptographicOperations.FixedTimeEquals(commitment, e.Commitment)
            ? EvidenceCheck.Holds
            : EvidenceCheck.Differs;
    }

    /// <summary>
    /// Whether all evidence read so far belongs to events before this position: a change and its evidence are in one
    /// batch.
    /// </summary>
    public bool EndsBefore(long size) => !more || position >= size || end <= size;

    /// <summary>Whether there is evidence left that belongs to no event.</summary>
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
        // Rows follow each other without overlap. A row that overlaps another one, or covers no event, was added later.
        strays |= position < before || end <= position;
        (salt, content) = (rows.Current.Salt, rows.Current.Content);
    }

    public void Dispose() => rows.Dispose();
}
