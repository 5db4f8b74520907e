using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests.PersonalData;

/// <summary>
/// Names of the rate limits that count per address. The keyed hashes in <c>RateLimits</c> under these names belong to
/// one subscriber.
/// </summary>
internal static class LimitNames
{
    /// <summary>Says that an address asked for no mails: it holds for its days, also after an erasure.</summary>
    public const string NotMe = "not-me";

    public static readonly IReadOnlyList<string> OfAddresses =
    [
        "address",
        "address-change",
        "asked/day",
        "footer",
        "identity",
        NotMe,
        "sign-up/left",
    ];

    /// <summary>Keys of the counts about an address that go with its subscriber.</summary>
    public static IReadOnlyList<byte[]> KeysOf(AddressHasher hashes, EmailAddress? address) =>
        address is null
            ? []
            :
            [
                .. OfAddresses
                    .Where(what => what != NotMe)
                    .SelectMany(what =>
                        new[] { address.Key, address.SuppressionKey, address.MailboxKey }
                            .Distinct()
                            .Select(who => hashes.LimitKey(what, who))
                    ),
            ];
}
