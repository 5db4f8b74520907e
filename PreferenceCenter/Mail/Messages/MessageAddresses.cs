using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Messages;

/// <summary>
/// Finds the email addresses in the bytes of a message: in its header fields, in its texts and links, and in addresses of
/// returned mail that hold another one.
/// </summary>
internal static partial class MessageAddresses
{
    private const int LongestLocal = 128,
        LongestDomain = 254;
    private static readonly SearchValues<char> InLinks = SearchValues.Create("=/?&#|");

    /// <summary>Keys of all addresses, as subscribers have them.</summary>
    public static FrozenSet<string> KeysIn(byte[] message) =>
        In(message).Select(found => EmailAddress.TryParse(found)?.Key).OfType<string>().ToFrozenSet();

    /// <summary>The same, of a text.</summary>
    public static FrozenSet<string> KeysIn(string text) =>
        Found(text).Select(found => EmailAddress.TryParse(found)?.Key).OfType<string>().ToFrozenSet();

    /// <summary>How a text spells these addresses.</summary>
    public static IReadOnlyList<string> Spellings(string text, IReadOnlyCollection<string> keys) =>
        [.. Found(text).Where(found => keys.Contains(EmailAddress.TryParse(found)?.Key)).Distinct()];

    /// <summary>Addresses that do not share their domain with who sends the message, each once.</summary>
    public static IReadOnlyList<string> OfOthers(byte[] message)
    {
        string[] own = [.. Sender().Matches(Encoding.Latin1.GetString(message)).Select(m => m.Groups[1].Value)];
        return
        [
            .. In(message)
                .Where(found => !own.Contains(DomainOf(found), StringComparer.OrdinalIgnoreCase))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static IEnumerable<string> In(byte[] message) => Texts(message).SelectMany(Found);

    private static IEnumerable<string> Texts(byte[] message)
    {
        // As it stands, whatever it is; then as a program that reads email decodes it.
        yield return Encoding.UTF8.GetString(message);
        var parts = new List<string>();
        try
        {
            using var read = MimeMessage.Load(new MemoryStream(message));
            Read(read, parts);
        }
        catch (FormatException) { }
        foreach (var part in parts)
            yield return part;
    }

    private static void Read(MimeMessage message, List<string> parts)
    {
        foreach (var field in message.Headers)
            parts.Add(field.Value);
        foreach (var part in message.BodyParts)
            if (part is TextPart words)
                parts.Add(words.Text);
            // Forwarded as an attachment.
            else if (part is MessagePart { Message: { } inner })
                Read(inner, parts);
    }

    private static IEnumerable<string> Found(string text) =>
        new[] { text, WebUtility.HtmlDecode(text), Uri.UnescapeDataString(text) }.Distinct().SelectMany(AroundSigns);

    // From each @ outwards: a text of any length is gone through once.
    private static IEnumerable<string> AroundSigns(string text)
    {
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var (begins, ends) = (at, at + 1);
            while (begins > 0 && at - begins < LongestLocal && IsLocal(text[begins - 1]))
                begins--;
            while (ends < text.Length && ends - at < LongestDomain && IsDomain(text[ends]))
                ends++;
            var (local, domain) = (text[begins..at], text[(at + 1)..ends].Trim('.', '-'));
            foreach (var found in Spelled(local, domain))
                yield return found;
            // A return path names whom the message went to: bounce+ada=people.example@…
            if (local.LastIndexOf('=') is > 0 and var sign)
                foreach (var found in Spelled(local[..sign], local[(sign + 1)..]))
                    yield return found;
        }
    }

    // As it stands; without what stands before it in a link; without what stands before the last plus.
    private static IEnumerable<string> Spelled(string local, string domain)
    {
        if (!domain.Contains('.', StringComparison.Ordinal))
            yield break;
        var plain = local[(local.AsSpan().LastIndexOfAny(InLinks) + 1)..];
        foreach (var one in new[] { local, plain, plain[(plain.LastIndexOf('+') + 1)..] }.Distinct())
            if (one.Length > 0)
                yield return $"{one}@{domain}";
    }

    private static bool IsLocal(char c) =>
        char.IsLetterOrDigit(c) || "!#$%&'*+-./=?^_`{|}~".Contains(c, StringComparison.Ordinal);

    private static bool IsDomain(char c) => char.IsLetterOrDigit(c) || c is '-' or '.';

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    [GeneratedRegex(@"^(?:From|Sender)\s*:[^\n]*?@([A-Za-z0-9.-]+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Sender();
}
