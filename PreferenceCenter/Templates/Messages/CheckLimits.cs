namespace PreferenceCenter.Templates.Messages;

/// <summary>
/// How much of a message is looked at. Any bytes are a message, so each measure that costs time or memory has its
/// bound; what lies behind one is <em>unchecked</em>. Real messages reach none of them.
/// </summary>
internal static class CheckLimits
{
    public const int Bytes = 8 << 20;

    /// <summary>Bytes of the header fields, which a parser of MIME may read again and again.</summary>
    public const int HeaderBytes = 256 << 10;

    /// <summary>How long the parser of MIME may take.</summary>
    public static readonly TimeSpan Parsing = TimeSpan.FromSeconds(5);
    public const int Parts = 200;
    public const int MimeDepth = 40;
    public const int Fields = 2_000;

    /// <summary>Characters of a decoded part. Gmail shows 102 400 bytes.</summary>
    public const int Characters = 1 << 20;

    /// <summary>Tags of a part: what a parser of HTML does with one may cost as much as there are others around it.</summary>
    public const int Tags = 15_000;

    /// <summary>Characters of a tag outside of quotes, and of a header field.</summary>
    public const int TagLength = 4 << 10;
    public const int StyleCharacters = 512 << 10;
    public const int StyleRules = 4_000;

    /// <summary>Links of a part that are judged.</summary>
    public const int Links = 1_000;

    /// <summary>Comparisons of an element with a selector, for a whole part.</summary>
    public const int Comparisons = 2_000_000;

    /// <summary>Widths of a window at which a part is looked at.</summary>
    public const int Widths = 5;
}
