namespace PreferenceCenter.PrivacyRequests.PersonalData;

/// <summary>
/// Names of the rate limits that count per address. The keyed hashes in <c>RateLimits</c> under these names belong to
/// one subscriber.
/// </summary>
internal static class LimitNames
{
    public static readonly IReadOnlyList<string> OfAddresses =
    [
        "address",
        "address-change",
        "identity",
        "not-me",
        "sign-up/address",
        "sign-up/left",
    ];
}
