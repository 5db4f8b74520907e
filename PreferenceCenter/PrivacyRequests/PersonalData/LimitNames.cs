namespace PreferenceCenter.PrivacyRequests.PersonalData;

/// <summary>
/// What is counted by an address: under these names stand the keyed hashes of <c>RateLimits</c> that are a person's.
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
