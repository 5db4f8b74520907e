using System.Text.RegularExpressions;

namespace PreferenceCenter.Tests.Cultures;

/// <summary>
/// Makes two outputs comparable: leaves out what is random, and puts lines in an order that does not depend on it. No
/// date and no number with a sign or a separator is of a form that is left out.
/// </summary>
internal static partial class RandomValues
{
    public static string[] LeftOut(string text) =>
        [.. Random().Replace(text, "<random>").Split('\n').Order(StringComparer.Ordinal)];

    // Ids, public keys, hashes, base64 that ends in its padding, tokens, the key by which a form happens once, the begin
    // of a reference, the number of a request, and the checksum of a line.
    [GeneratedRegex(
        """
            [0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}
            |(?:\+|&\#x2B;)[0-9a-f]{8}(?:\+|&\#x2B;)(?:[A-Za-z0-9+/]|&\#x2B;){44}
            |\b[0-9a-fA-F]{16,}\b
            |'?(?:[A-Za-z0-9+/]|&\#x2B;|%2B|%2F){22,}(?:=|%3D){1,2}
            |'?[A-Za-z0-9_-]{22,}
            |(?<=name=once\ value=)[A-Za-z0-9_-]{16}
            |[0-9a-z]{8}…
            |\bDSR-[0-9]{4,}\b
            |(?<=\|0\|\|)[0-9]{1,4}$
            |(?<=\t)[0-9a-f]{8}$
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Random();
}
