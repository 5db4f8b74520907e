using System.Globalization;
using System.Text;

namespace PreferenceCenter.Domain;

/// <summary>Why a typed text is no address that this centre can mail.</summary>
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

    /// <summary>A character that nobody sees stands inside: <see cref="HiddenCharacter.FirstIn"/> names it.</summary>
    Hidden,
}

/// <summary>
/// An e-mail address: as typed, for sending (RFC 5321 §2.4: the case of the local part belongs to its host), and as a
/// key, for comparing: NFC (RFC 6532 §3.1, never NFKC), lower case, the domain in A-labels (RFC 5890).
/// </summary>
internal sealed record EmailAddress(string Typed, string Key)
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>How a label in A-label form begins.</summary>
    private const string Encoded = "xn--";

    // EnumerateRunes turns a lone surrogate into U+FFFD. Unassigned code points, such as U+FFFE, make normalization
    // fail.
    private static readonly UnicodeCategory[] Invisible =
    [
        UnicodeCategory.Control,
        UnicodeCategory.Format,
        UnicodeCategory.PrivateUse,
        UnicodeCategory.OtherNotAssigned,
    ];

    public string Domain => Key[(Key.LastIndexOf('@') + 1)..];

    /// <summary>
    /// Reads an address that somebody gives. White space and hidden characters at its ends are dropped; inside they are
    /// refused, as is a host that ends in a number: that is an IP address or nothing.
    /// </summary>
    public static EmailAddress? TryParseNew(string? typed, out AddressFault fault)
    {
        var text = HiddenCharacter.Trim(typed ?? "");
        if (HiddenCharacter.FirstIn(text) is not null)
        {
            fault = AddressFault.Hidden;
            return null;
        }
        var address = TryParse(text, out fault);
        if (address is null || address.Domain[(address.Domain.LastIndexOf('.') + 1)..].Any(c => !char.IsAsciiDigit(c)))
            return address;
        fault = AddressFault.BadDomain;
        return null;
    }

    public static EmailAddress? TryParseNew(string? typed) => TryParseNew(typed, out _);

    /// <summary>
    /// Reads an address that may be held here since a time when more was taken: whatever was once stored is found,
    /// mailed and erased. A host with hidden characters is given as the A-labels that it always meant.
    /// </summary>
    public static EmailAddress? TryParse(string? typed, out AddressFault fault)
    {
        var text = HiddenCharacter.Trim(typed ?? "");
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
                HiddenCharacter.FirstIn(domain) is null ? text : $"{local}@{ascii}",
                string.Concat(
                    local.Normalize(NormalizationForm.FormC).ToLowerInvariant().Normalize(NormalizationForm.FormC),
                    "@",
                    ascii
                )
            )
            : null;
    }

    /// <summary>The address of a row, as it goes out: what nobody sees in it stays here.</summary>
    public static EmailAddress Stored(string typed, string key) =>
        Ascii.IsValid(typed) ? new(typed, key) : TryParse(typed) ?? new(typed, key);

    public static EmailAddress? TryParse(string? typed) => TryParse(typed, out _);

    // RFC 5321 dot-string with RFC 6531's UTF-8. Quoted local parts are allowed by the RFC, but no mailbox in use has
    // one.
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
    /// The address for pages that a forwarded link may open: one letter of each part, so that not even the length
    /// shows.
    /// </summary>
    public string Masked
    {
        get
        {
            var domain = ReadableDomain;
            return Invariant($"{First(Key)}•••@{First(domain)}•••{domain[domain.LastIndexOf('.')..]}");
        }
    }

    public static string Mask(string typed) => TryParse(typed)?.Masked ?? "•••";

    // Decoded label by label: a whole domain is refused for hyphens that registries once allowed, as in
    // r3---sn.example.
    private string ReadableDomain =>
        Domain is var domain && domain.Contains(Encoded, StringComparison.Ordinal)
            ? string.Join(
                '.',
                domain.Split('.').Select(l => l.StartsWith(Encoded, StringComparison.Ordinal) ? Idn.GetUnicode(l) : l)
            )
            : domain;

    // One code point: what looks like one letter can consist of many.
    private static Rune First(string text) => Rune.GetRuneAt(text, 0);

    /// <summary>
    /// Whether one label has letters of several scripts: often an address that imitates another (MSG-13).
    /// </summary>
    public bool MixesScripts =>
        $"{Key[..Key.LastIndexOf('@')]}.{ReadableDomain}"
            .Split('.')
            .Any(label => label.EnumerateRunes().Select(Script).Where(s => s != 0).Distinct().Skip(1).Any());

    // The scripts that look alike: Latin, Greek, Cyrillic, by their Unicode blocks.
    private static int Script(Rune rune) =>
        rune.Value switch
        {
            >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= 0xC0 and <= 0x24F or >= 0x1E00 and <= 0x1EFF => 1,
            >= 0x370 and <= 0x3FF or >= 0x1F00 and <= 0x1FFF => 2,
            >= 0x400 and <= 0x52F => 3,
            _ => 0,
        };

    /// <summary>
    /// The mailbox behind an address, as far as its spelling tells, for counting and nothing else: most hosts deliver
    /// <c>ann+anything</c> to <c>ann</c>, and Yahoo <c>ann-anything</c>. Where a host does not, two people share the
    /// count of e-mails that anybody may ask for.
    /// </summary>
    public string MailboxKey
    {
        get
        {
            var key = SuppressionKey;
            var at = key.LastIndexOf('@');
            var tag = key.AsSpan(0, at).IndexOfAny('+', PartsByDash(key.AsSpan(at + 1)) ? '-' : '+');
            return tag > 0 ? string.Concat(key.AsSpan(0, tag), key.AsSpan(at)) : key;
        }
    }

    private static bool PartsByDash(ReadOnlySpan<char> domain) =>
        domain.StartsWith("yahoo.", StringComparison.Ordinal) || domain is "ymail.com" or "rocketmail.com";

    /// <summary>
    /// The widest comparison key, used for suppression only: Gmail ignores dots and the part after a plus.
    /// </summary>
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
