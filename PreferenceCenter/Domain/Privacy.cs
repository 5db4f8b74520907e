namespace PreferenceCenter.Domain;

/// <summary>Whether a topic added through a signed footer link waits for one confirmation mail.</summary>
internal enum AddThroughFooter
{
    Confirm,
    AtOnce,
}

/// <summary>How much of an IP address is stored as evidence: /24 and /48, all of it, or nothing.</summary>
internal enum StoreIp
{
    Truncated,
    Full,
    None,
}

/// <summary>
/// Who decides on a verified erasure request: privacy staff, or the program itself once the time to cancel is over.
/// </summary>
internal enum ErasureReview
{
    Staff,
    Automatic,
}

/// <summary>
/// What is kept of an erased subscriber for legal claims: nothing, or a stub that leads from a keyed hash to the log
/// (GDPR article 17(3)(e)).
/// </summary>
internal enum KeepProof
{
    None,
    Stub,
}
