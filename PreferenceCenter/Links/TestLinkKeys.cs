namespace PreferenceCenter.Links;

/// <summary>
/// The key of test links, which lead to the pages of a person who does not exist. It is derived from the first link key,
/// which stays through every rotation, and has the id 0, which no other key has: whatever verifies real links refuses
/// them, and they are told from real ones by their first characters.
/// </summary>
internal sealed class TestLinkKeys(LinkKeyRing keys) : ILinkKeys
{
    public const byte Id = 0;

    public LinkKeys Current => Of(keys.Current);

    /// <summary>The key of test links of an installation with these keys.</summary>
    public static LinkKeys Of(LinkKeys keys)
    {
        Span<byte> secret = stackalloc byte[LinkKey.SecretLength];
        keys.All.First().Sign("preference-center/test-link/v1\0"u8, secret);
        return new LinkKeys([new LinkKey(Id, secret)], Id);
    }

    /// <summary>Whether a token has the form of a test link's; whether it is one, its signature says.</summary>
    // Version 1, key 0, a purpose and the reserved byte, in base64url.
    public static bool HaveForm(ReadOnlySpan<char> token) =>
        token.Length == SignedLink.TokenLength
        && (token.StartsWith("AQABA", StringComparison.Ordinal) || token.StartsWith("AQACA", StringComparison.Ordinal));
}
