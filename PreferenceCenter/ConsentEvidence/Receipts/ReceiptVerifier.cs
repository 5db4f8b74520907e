using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.ConsentEvidence.Receipts;

/// <summary>Verifies a receipt with only the data that its reader has: no database, no network, no clock.</summary>
internal static class ReceiptVerifier
{
    /// <param name="receipt">The receipt.</param>
    /// <param name="publicKey">A trusted key from another source. Without it, the key inside the receipt is used, and
    /// the verdict says so.</param>
    /// <param name="checkpoints">Checkpoints from another source, such as the daily emails. If given, there must be one
    /// for each log of the receipt that can be compared: of the size the receipt leads to, or of one that the receipt
    /// has a consistency proof for. None that can be compared may contradict.</param>
    public static ReceiptVerdict Verify(
        this Receipt receipt,
        VerifierKey? publicKey = null,
        IReadOnlyList<CheckpointNote>? checkpoints = null
    )
    {
        var (fault, why) = Find(receipt, publicKey, checkpoints);
        return new ReceiptVerdict(fault, why, KeyFromReceipt: publicKey is null);
    }

    private static (ReceiptFault Fault, string Why) Find(
        Receipt receipt,
        VerifierKey? key,
        IReadOnlyList<CheckpointNote>? checkpoints
    )
    {
        if (key is null && receipt.PublicKey is null)
            return (ReceiptFault.NoPublicKey, "The receipt holds no public key and none was given.");
        if (key is null && !VerifierKey.TryParse(receipt.PublicKey!, out key))
            return (ReceiptFault.BadPublicKey, "The public key in the receipt is none.");
        foreach (var log in receipt.Logs)
        {
            if (Find(log, key, checkpoints) is { } found)
                return found;
        }
        return (ReceiptFault.None, $"Events proved: {receipt.Events.Count()}. Signed by {key}.");
    }

    private static (ReceiptFault, string)? Find(
        ReceiptLog log,
        VerifierKey key,
        IReadOnlyList<CheckpointNote>? checkpoints
    )
    {
        if (!CheckpointNote.TryParse(log.Checkpoint, out var note))
            return (ReceiptFault.BadCheckpoint, "The checkpoint in the receipt is none.");
        if (Unsigned(note, key, "The checkpoint in the receipt") is { } unsigned)
            return unsigned;
        var inside = note.Checkpoint;
        if (inside.Origin != log.Origin || !LogNames.Belongs(log.Origin, key.Name))
            return (
                ReceiptFault.OtherOrigin,
                $"The receipt names the log {log.Origin}, its checkpoint {inside.Origin}, the key {key.Name}."
            );
        if (log.Events.FirstOrDefault(one => !IsIn(one, inside)) is { } unproven)
            return (
                ReceiptFault.NotInLog,
                Invariant($"Event {unproven.Index} is not in the log that the checkpoint seals.")
            );
        return checkpoints is null ? null : Contradiction(log, inside, key, checkpoints);
    }

    private static (ReceiptFault, string)? Contradiction(
        ReceiptLog log,
        Checkpoint inside,
        VerifierKey key,
        IReadOnlyList<CheckpointNote> checkpoints
    )
    {
        var ofLog = checkpoints.Where(note => note.Checkpoint.Origin == inside.Origin).ToList();
        if (ofLog.Count == 0)
            return (ReceiptFault.CheckpointOfOtherLog, $"None of the checkpoints given is of {inside.Origin}.");
        var compared = 0;
        foreach (var note in ofLog)
        {
            if (Unsigned(note, key, "The checkpoint given") is { } unsigned)
                return unsigned;
            var given = note.Checkpoint;
            var proof = log.Consistency?.FirstOrDefault(one => one.Size == given.Size)?.Proof;
            if (given.Size != inside.Size && proof is null)
                continue;
            compared++;
            if (!IsSamePast(given, inside, proof ?? []))
                return (
                    ReceiptFault.CheckpointContradicts,
                    Invariant(
                        $"The checkpoint given, of {given.Size} events, and the receipt's, of {inside.Size}, are not of one log: it showed two pasts."
                    )
                );
        }
        return compared > 0
            ? null
            : (
                ReceiptFault.CheckpointOfOtherSize,
                Invariant(
                    $"The receipt leads to {inside.Size} events and no checkpoint given does. Have `ledger extend-receipt` add the proof to it, or fetch the receipt again with ?size={ofLog.Max(note => note.Checkpoint.Size)} at the end of its address."
                )
            );
    }

    private static bool IsSamePast(Checkpoint one, Checkpoint other, IReadOnlyList<TreeHash> proof)
    {
        var (old, later) = one.Size <= other.Size ? (one, other) : (other, one);
        return MerkleTree.VerifyConsistency(old.Size, old.Root, later.Size, later.Root, [.. proof]);
    }

    private static (ReceiptFault, string)? Unsigned(CheckpointNote note, VerifierKey key, string what) =>
        note.Verify(key) switch
        {
            NoteVerdict.Signed => null,
            NoteVerdict.NotByThisKey => (ReceiptFault.NotSignedByThisKey, $"{what} is not signed by {key}."),
            _ => (ReceiptFault.BadSignature, $"{what} bears a signature of {key.Name} that is false."),
        };

    private static bool IsIn(ReceiptEvent one, Checkpoint checkpoint) =>
        MerkleTree.VerifyInclusion(
            MerkleTree.LeafHash(one.Event),
            one.Index,
            checkpoint.Size,
            [.. one.Proof],
            checkpoint.Root
        );
}
