using System.Security.Cryptography;

namespace PreferenceCenter.Links;

/// <summary>
/// The revocation of a signing key: since when its preferences links are invalid, and whether its unsubscribe links
/// are too.
/// </summary>
internal sealed record LinkKeyRevocation(DateTimeOffset RevokedAt, bool UnsubscribeToo);

/// <summary>A key that signs links, with its id. It is a class, so that no log or message prints the secret.</summary>
/// <param name="madeAt">When the keys directory got it; null for a key from the settings.</param>
internal sealed class LinkKey(
    byte id,
    ReadOnlySpan<byte> secret,
    DateTimeOffset? madeAt = null,
    LinkKeyRevocation? revocation = null
)
{
    public const int SecretLength = 32;

    private readonly byte[] secret =
        secret.Length == SecretLength
            ? secret.ToArray()
            : throw new ArgumentException($"A link key has {SecretLength} bytes.", nameof(secret));

    // Keying HMAC costs more than signing the 54 bytes here, so the keyed state is kept, for one caller at a time.
    private IncrementalHash? idle;

    public byte Id => id;
    public DateTimeOffset? MadeAt => madeAt;
    public LinkKeyRevocation? Revocation => revocation;

    public bool HasSecret(ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(this.secret, other);

    /// <summary>
    /// Writes the HMAC-SHA-256 of <paramref name="message"/>, cut to the length of <paramref name="mac"/>.
    /// </summary>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> mac)
    {
        var hmac =
            Interlocked.Exchange(ref idle, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, this.secret);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hmac.AppendData(message);
        hmac.GetHashAndReset(whole);
        whole[..mac.Length].CopyTo(mac);
        Interlocked.Exchange(ref idle, hmac)?.Dispose();
    }
}
