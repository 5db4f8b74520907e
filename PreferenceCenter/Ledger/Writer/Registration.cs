using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>A subscriber to create if the address is unknown.</summary>
internal sealed record Registration(EmailAddress Address, string Language, string? Name = null, Guid? PublicId = null)
{
    private (SuppressionKeys Keys, IReadOnlyList<KeyedHash> Hashes)? hashed;

    /// <summary>
    /// Hashes under which the suppression list may hold the address. Computed once, and again if a key was added while
    /// the change waited.
    /// </summary>
    public IReadOnlyList<KeyedHash> KeyedHashes(AddressHasher suppressions)
    {
        var keys = suppressions.Current;
        if (hashed?.Keys != keys)
            hashed = (keys, keys.HashesOf(Address));
        return hashed.Value.Hashes;
    }
}
