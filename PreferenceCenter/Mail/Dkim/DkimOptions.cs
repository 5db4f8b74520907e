using System.Security.Cryptography;

namespace PreferenceCenter.Mail.Dkim;

/// <summary>Who signs, and with which key. A class, not a record: a record's ToString would print the key.</summary>
internal sealed class DkimOptions
{
    public required string Domain { get; init; }
    public required string Selector { get; init; }
    public required RSAParameters Key { get; init; }
}
