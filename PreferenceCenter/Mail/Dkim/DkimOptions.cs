using System.Security.Cryptography;

namespace PreferenceCenter.Mail.Dkim;

/// <summary>
/// DKIM signing domain, selector and key. A class and not a record: the ToString of a record would print the key.
/// </summary>
internal sealed class DkimOptions
{
    public required string Domain { get; init; }
    public required string Selector { get; init; }
    public required RSAParameters Key { get; init; }
}
