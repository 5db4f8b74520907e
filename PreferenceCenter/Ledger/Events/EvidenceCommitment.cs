namespace PreferenceCenter.Ledger.Events;

/// <summary>
/// Evidence ready to be stored: its bytes, its random salt and the commitments of the events that share it. It is
/// computed on the thread that submits the change, because there are many of those and only one writer.
/// </summary>
internal sealed class EvidenceCommitment
{
    [ThreadStatic]
    private static Salts? salts;

    private readonly byte[][] commitments;

    /// <param name="expected">Expected number of events. Commitments of further events are computed on demand.</param>
    public EvidenceCommitment(Evidence evidence, int expected)
    {
        (Salt, Content) = ((salts ??= new Salts()).Next(), evidence.ToBytes());
        commitments = new byte[expected][];
        for (var i = 0; i < expected; i++)
            commitments[i] = Commit(i);
    }

    public byte[] Salt { get; }
    public byte[] Content { get; }

    public byte[] CommitmentOf(int index) => index < commitments.Length ? commitments[index] : Commit(index);

    private byte[] Commit(int index)
    {
        var commitment = new byte[32];
        Evidence.Commit(Salt, index, Content, commitment);
        return commitment;
    }
}
