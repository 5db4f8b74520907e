using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>A subscriber to be made where the address is unknown.</summary>
internal sealed record Registration(EmailAddress Address, string Language, string? Name = null, Guid? PublicId = null)
{
    private (SuppressionKeys Keys, IReadOnlyList<KeyedHash> Hashes)? hashed;

    /// <summary>
    /// What suppression may know the address by; worked out once, and again where a key was added while it waited.
    /// </summary>
    public IReadOnlyList<KeyedHash> KeyedHashes(AddressHasher suppressions)
    {
        var keys = suppressions.Current;
        if (hashed?.Keys != keys)
            hashed = (keys, keys.HashesOf(Address));
        return hashed.Value.Hashes;
    }
}
