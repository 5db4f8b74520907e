namespace PreferenceCenter.Links;

/// <summary>The result of checking a signed link.</summary>
internal enum LinkVerdict : byte
{
    /// <summary>The page answers 404 without a reason.</summary>
    Invalid = 0,
    Valid,

    /// <summary>
    /// A preferences link that expired or whose key was revoked. The page and status stay the same; it offers <em>mail
    /// me a new link</em> and <em>leave everything</em>.
    /// </summary>
    Expired,

    /// <summary>
    /// An unsubscribe link whose key was revoked for unsubscribe links too: the page offers leaving by address.
    /// </summary>
    Revoked,
}

/// <summary>A checked link: the verdict and the content of the token.</summary>
/// <param name="Link">Empty when the verdict is <see cref="LinkVerdict.Invalid"/>: no claim of a token is used before
/// it is proven.</param>
internal readonly record struct LinkReading(LinkVerdict Verdict, SignedLink Link);

/// <summary>Checks a signed link for the path it was used on.</summary>
internal static class LinkReader
{
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <param name="served">The purpose of the path: a token for the other purpose is invalid there.</param>
    /// <param name="lifetime">The lifetime of preferences links.</param>
    public static LinkReading Read(
        ReadOnlySpan<char> token,
        LinkPurpose served,
        LinkKeys keys,
        DateTimeOffset now,
        TimeSpan lifetime
    )
    {
        if (!SignedLink.TryRead(token, keys, out var link) || link.Purpose != served)
            return default;

        var revocation = keys.Find(link.KeyId)?.Revocation;
        var verdict =
            served == LinkPurpose.Unsubscribe
                ? UnsubscribeVerdict(revocation)
                : PreferencesVerdict(link, revocation, now, lifetime);
        return verdict == LinkVerdict.Invalid ? default : new LinkReading(verdict, link);
    }

    // No expiry: the law asks for 30 to 60 days at least, and a click on a footer link years later is still a wish to
    // leave.
    private static LinkVerdict UnsubscribeVerdict(LinkKeyRevocation? revocation) =>
        revocation is { UnsubscribeToo: true } ? LinkVerdict.Revoked : LinkVerdict.Valid;

    private static LinkVerdict PreferencesVerdict(
        SignedLink link,
        LinkKeyRevocation? revocation,
        DateTimeOffset now,
        TimeSpan lifetime
    )
    {
        var age = now - DateTimeOffset.FromUnixTimeSeconds(link.IssuedAt);
        if (age < -ClockDifference)
            return LinkVerdict.Invalid;
        return revocation is not null || age > lifetime ? LinkVerdict.Expired : LinkVerdict.Valid;
    }
}
