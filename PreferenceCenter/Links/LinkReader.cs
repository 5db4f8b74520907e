namespace PreferenceCenter.Links;

/// <summary>What a path may do with a token.</summary>
internal enum LinkVerdict : byte
{
    /// <summary>One page, 404, without saying why.</summary>
    Invalid = 0,
    Valid,

    /// <summary>
    /// A preferences link past its life or of a revoked key: the same page and status, with <em>mail me a new link</em>
    /// and <em>leave everything</em>.
    /// </summary>
    Expired,

    /// <summary>An unsubscribe link whose key was revoked for those too: the page offers leaving by address.</summary>
    Revoked,
}

/// <param name="Link">Empty when the verdict is <see cref="LinkVerdict.Invalid"/>: nothing that a token claims is used
/// before it is proven.</param>
internal readonly record struct LinkReading(LinkVerdict Verdict, SignedLink Link);

/// <summary>Judges a signed link for the path it came on.</summary>
internal static class LinkReader
{
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <param name="served">The purpose of the path: a token of the other one is invalid there.</param>
    /// <param name="lifetime">Of preferences links.</param>
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
            served == LinkPurpose.Unsubscribe ? Leaving(revocation) : Choosing(link, revocation, now, lifetime);
        return verdict == LinkVerdict.Invalid ? default : new LinkReading(verdict, link);
    }

    // The law asks for 30 to 60 days at least; a footer found years later is still a wish to leave. So no time is
    // looked at.
    private static LinkVerdict Leaving(LinkKeyRevocation? revocation) =>
        revocation is { UnsubscribeToo: true } ? LinkVerdict.Revoked : LinkVerdict.Valid;

    private static LinkVerdict Choosing(
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
