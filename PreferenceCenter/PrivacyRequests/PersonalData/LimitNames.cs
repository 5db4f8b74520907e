using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.PersonalData;

/// <summary>
/// Names of the rate limits that count per address. The keyed hashes in <c>RateLimits</c> under these names belong to
/// one subscriber.
/// </summary>
internal static class LimitNames
{
    public static readonly IReadOnlyList<string> OfAddresses =
    [
        "address-change",
        "footer",
        "sign-up/left",
        .. AskedMails.Kinds.SelectMany(kind => (string[])[AskedMails.CountOf(kind), AskedMails.BlockOf(kind)]),
    ];

    // What a mailbox stopped stays stopped for its days, also after an erasure.
    private static readonly IReadOnlyList<string> Stops = [.. AskedMails.Kinds.Select(AskedMails.BlockOf)];

    /// <summary>Keys of the counts about an address that go with its subscriber.</summary>
    public static IReadOnlyList<byte[]> KeysOf(AddressHasher hashes, EmailAddress? address) =>
        address is null
            ? []
            :
            [
                .. OfAddresses
                    .Where(what => !Stops.Contains(what))
                    .SelectMany(what =>
                        new[] { address.Key, address.SuppressionKey, address.MailboxKey }
                            .Distinct()
                            .Select(who => hashes.LimitKey(what, who))
                    ),
            ];
}
