namespace PreferenceCenter.ConsentEvidence.Receipts;

/// <summary>Reason why a receipt is invalid.</summary>
internal enum ReceiptFault
{
    None,
    NoPublicKey,
    BadPublicKey,
    BadCheckpoint,
    NotSignedByThisKey,
    BadSignature,
    OtherOrigin,
    NotInLog,
    CheckpointOfOtherLog,
    CheckpointOfOtherSize,
    CheckpointContradicts,
}

/// <summary>
/// Result of verifying a receipt. <paramref name="Why"/> is one sentence for the user. With <paramref
/// name="KeyFromReceipt"/>, the receipt is only consistent in itself: compare the key with one from another source.
/// </summary>
internal sealed record ReceiptVerdict(ReceiptFault Fault, string Why, bool KeyFromReceipt)
{
    public bool Holds => Fault == ReceiptFault.None;
}
