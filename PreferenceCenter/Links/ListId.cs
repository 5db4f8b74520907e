using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Utils;

namespace PreferenceCenter.Links;

/// <summary>Builds the value of a List-Id header: <c>phrase &lt;topic-key.domain&gt;</c>.</summary>
internal static partial class ListId
{
    private const int MaxOctets = 255;

    /// <param name="keys">Give an installation without a domain of its own a unique part.</param>
    /// <exception cref="ArgumentException">The key or domain is not allowed in a List-Id.</exception>
    public static string For(LinkKeys keys, string topicKey, string topicName, string domain)
    {
        var id = $"<{topicKey}.{Namespace(keys, domain)}>";
        if (!DotAtom().IsMatch(id.AsSpan(1, id.Length - 2)) || id.Length > MaxOctets)
            throw new ArgumentException($"{id} is no list id (RFC 2919 §2).", nameof(topicKey));
        var phrase = Phrase(topicName, MaxOctets - id.Length - 1);
        return phrase.Length == 0 ? id : $"{phrase} {id}";
    }

    // RFC 2919 §3: without a domain of its own the id ends in localhost and has a random part. An IP address is no
    // domain either.
    private static string Namespace(LinkKeys keys, string domain)
    {
        if (
            domain != "localhost"
            && !domain.EndsWith(".localhost", StringComparison.Ordinal)
            && Uri.CheckHostName(domain.Trim('[', ']')) is not (UriHostNameType.IPv4 or UriHostNameType.IPv6)
        )
            return new IdnMapping().GetAscii(domain).ToLowerInvariant();
        // Derived from the first key, which stays through every rotation, so the list keeps its identity (RFC 2919 §4).
        Span<byte> random = stackalloc byte[16];
        keys.All.First().Sign("preference-center/list-id/v1\0"u8, random);
        return Convert.ToHexStringLower(random) + ".localhost";
    }

    // As much of the name as fits, cut between characters as readers see them.
    private static string Phrase(string name, int room)
    {
        var clean = Unprintable().Replace(name, " ").Trim();
        var letters = StringInfo.ParseCombiningCharacters(clean);
        for (var count = Math.Min(letters.Length, room); count > 0; count--)
        {
            var encoded = Encoded(clean[..(count == letters.Length ? clean.Length : letters[count])].TrimEnd());
            if (encoded.Length <= room)
                return encoded;
        }
        return "";
    }

    // MimeKit quotes or encodes words as RFC 5322 and 2047 require, and separates encoded words by a tab.
    private static string Encoded(string phrase) =>
        Encoding.ASCII.GetString(Rfc2047.EncodePhrase(Encoding.UTF8, phrase)).Replace('\t', ' ');

    [GeneratedRegex(
        @"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex DotAtom();

    // A line break would end the header and begin another one.
    [GeneratedRegex(@"[\p{Cc}\s]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unprintable();
}
