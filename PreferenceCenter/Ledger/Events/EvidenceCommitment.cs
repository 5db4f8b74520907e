namespace PreferenceCenter.Ledger.Events;

/// <summary>
/// Evidence ready to be written: its bytes, its random salt, the commitments of the events that share it. Made by
/// whoever brings a change, on their thread: there are many of them and one writer.
/// </summary>
internal sealed class EvidenceCommitment
{
    [ThreadStatic]
    private static Salts? salts;

    private readonly byte[][] commitments;

    /// <param name="expected">Events there will most likely be; more are committed to when they come.</param>
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
