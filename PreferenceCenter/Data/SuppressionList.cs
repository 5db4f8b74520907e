using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// Addresses never to be mailed again, as keyed hashes: without the key no list of addresses finds one (ERA-05).
/// Its key also hashes what rate limits count by, under another label.
/// </summary>
internal sealed class SuppressionList(byte[] key)
{
    public const int KeyId = 1;
    public const string KeyName = "suppression.key";

    public byte[] HashOf(EmailAddress address) => Hash("suppression/v1\0", address.SuppressionKey);

    /// <summary>Sixteen bytes to count by: whoever reads the table learns no address and no network.</summary>
    public byte[] LimitKey(string what, string who) => Hash($"limit/v1/{what}\0", who)[..16];

    /// <summary>Sixteen bytes that show a copy of a form to be ours.</summary>
    public byte[] Seal(string what) => Hash("form/v1\0", what)[..16];

    private byte[] Hash(string label, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(label + text));
}
