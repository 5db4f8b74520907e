using System.Globalization;
using System.Text;

namespace PreferenceCenter.Domain;

/// <summary>Why something typed is no address this centre can mail.</summary>
internal enum AddressFault : byte
{
    None = 0,
    Empty,
    NoAt,
    LocalTooLong,
    DomainTooLong,
    TooLong,
    BadLocal,
    BadDomain,
}

/// <summary>
/// An address: as typed for sending (RFC 5321 §2.4: the local part's case belongs to its host), and the key it is
/// compared by: NFC (RFC 6532 §3.1, never NFKC), lower case, the domain in A-labels (RFC 5890).
/// </summary>
internal sealed record EmailAddress(string Typed, string Key)
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    // A lone surrogate comes out of the runes as U+FFFD; what no character was ever given breaks normalization, as
    // U+FFFE does.
    private static readonly UnicodeCategory[] Invisible =
    [
        UnicodeCategory.Control,
        UnicodeCategory.Format,
        UnicodeCategory.PrivateUse,
        UnicodeCategory.OtherNotAssigned,
    ];

    public string Domain => Key[(Key.LastIndexOf('@') + 1)..];

    public static EmailAddress? TryParse(string? typed, out AddressFault fault)
    {
        var text = typed?.Trim() ?? "";
        var at = text.LastIndexOf('@');
        fault =
            text.Length == 0 ? AddressFault.Empty
            : at < 0 ? AddressFault.NoAt
            : AddressFault.None;
        if (fault != AddressFault.None)
            return null;

        var (local, domain) = (text[..at], text[(at + 1)..]);
        fault = FaultOfLocal(local);
        if (fault != AddressFault.None)
            return null;

        var localOctets = Encoding.UTF8.GetByteCount(local);
        string ascii;
        try
        {
            ascii = Idn.GetAscii(domain.Normalize(NormalizationForm.FormC)).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            var octets = Encoding.UTF8.GetByteCount(domain);
            fault =
                octets > 255 ? AddressFault.DomainTooLong
                : localOctets + 1 + octets > 254 ? AddressFault.TooLong
                : AddressFault.BadDomain;
            return null;
        }
        // RFC 5321 §4.5.3.1 counts octets: local part 64, domain 255, path 256 with its brackets.
        fault =
            ascii.Length > 255 ? AddressFault.DomainTooLong
            : !ascii.Contains('.', StringComparison.Ordinal) || ascii.EndsWith('.') ? AddressFault.BadDomain
            : localOctets + 1 + ascii.Length > 254 ? AddressFault.TooLong
            : AddressFault.None;
        return fault == AddressFault.None
            ? new EmailAddress(
                text,
                string.Concat(local.Normalize(NormalizationForm.FormC).ToLowerInvariant(), "@", ascii)
            )
            : null;
    }

    public static EmailAddress? TryParse(string? typed) => TryParse(typed, out _);

    // RFC 5321 dot-string with RFC 6531's UTF-8. Quoted local parts exist on paper; no mailbox people use has one.
    private static AddressFault FaultOfLocal(string local)
    {
        if (local.Length == 0 || local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
            return AddressFault.BadLocal;
        foreach (var rune in local.EnumerateRunes())
        {
            var allowed = rune.IsAscii
                ? Rune.IsLetterOrDigit(rune)
                    || ".!#$%&'*+-/=?^_`{|}~".Contains((char)rune.Value, StringComparison.Ordinal)
                : rune != Rune.ReplacementChar
                    && !Rune.IsWhiteSpace(rune)
                    && !Invisible.Contains(Rune.GetUnicodeCategory(rune));
            if (!allowed)
                return AddressFault.BadLocal;
        }
        return Encoding.UTF8.GetByteCount(local) > 64 ? AddressFault.LocalTooLong : AddressFault.None;
    }

    /// <summary>
    /// For pages that a forwarded link may open: one letter of each part, so that not even the length tells.
    /// </summary>
    public string Masked
    {
        get
        {
            var domain = ReadableDomain;
            return $"{First(Key)}•••@{First(domain)}•••{domain[domain.LastIndexOf('.')..]}";
        }
    }

    public static string Mask(string typed) => TryParse(typed)?.Masked ?? "•••";

    // Label by label: as a whole it is refused for hyphens that registries once let through, as in r3---sn.example.
    private string ReadableDomain =>
        string.Join(
            '.',
            Domain.Split('.').Select(l => l.StartsWith("xn--", StringComparison.Ordinal) ? Idn.GetUnicode(l) : l)
        );

    // One code point: what looks like one letter may be any number of them.
    private static Rune First(string text) => Rune.GetRuneAt(text, 0);

    /// <summary>Letters of several scripts in one label: often one address dressed up as another (MSG-13).</summary>
    public bool MixesScripts =>
        $"{Key[..Key.LastIndexOf('@')]}.{ReadableDomain}"
            .Split('.')
            .Any(label => label.EnumerateRunes().Select(Script).Where(s => s != 0).Distinct().Skip(1).Any());

    // Of the scripts that look alike: Latin, Greek, Cyrillic, in their Unicode blocks.
    private static int Script(Rune rune) =>
        rune.Value switch
        {
            >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= 0xC0 and <= 0x24F or >= 0x1E00 and <= 0x1EFF => 1,
            >= 0x370 and <= 0x3FF or >= 0x1F00 and <= 0x1FFF => 2,
            >= 0x400 and <= 0x52F => 3,
            _ => 0,
        };

    /// <summary>The widest comparison, for suppression alone: Gmail ignores dots and what follows a plus.</summary>
    public string SuppressionKey
    {
        get
        {
            var at = Key.LastIndexOf('@');
            var (local, domain) = (Key[..at], Key[(at + 1)..]);
            if (domain is not ("gmail.com" or "googlemail.com"))
                return Key;
            var plus = local.IndexOf('+', StringComparison.Ordinal);
            return (plus > 0 ? local[..plus] : local).Replace(".", "", StringComparison.Ordinal) + "@gmail.com";
        }
    }
}
