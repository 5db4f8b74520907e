namespace PreferenceCenter.ConsentEvidence.Receipts;

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
/// What verifying a receipt found. <paramref name="Why"/> is one sentence for whoever asked. With
/// <paramref name="KeyFromReceipt"/> the receipt only agrees with itself: compare the key with one got another way.
/// </summary>
internal sealed record ReceiptVerdict(ReceiptFault Fault, string Why, bool KeyFromReceipt)
{
    public bool Holds => Fault == ReceiptFault.None;
}
