using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>
/// Shows that a posted form is a copy we handed out: of this form, in these words, lately, or as markup for a page
/// elsewhere. Whoever posts anything else has not seen what they would agree to, and is shown it.
/// </summary>
/// <param name="Number">Tells one copy from another; empty for markup, of which there are as many as visitors.</param>
internal sealed record SignUpFormToken(bool Embedded, string Number)
{
    private const byte Page = 1,
        Markup = 2;
    private const int MacAt = 16,
        Length = 32;

    /// <summary>As long as somebody may leave the page open.</summary>
    public static readonly TimeSpan Lives = TimeSpan.FromHours(24);

    public static string New(
        AddressHasher keys,
        CatalogueSnapshot catalogue,
        FormInfo form,
        string language,
        DateTimeOffset now
    ) => Write(keys, Page, catalogue, form, language, now.ToUnixTimeSeconds(), RandomNumberGenerator.GetBytes(7));

    public static string ForMarkup(AddressHasher keys, CatalogueSnapshot catalogue, FormInfo form, string language) =>
        Write(keys, Markup, catalogue, form, language, 0, new byte[7]);

    /// <summary>
    /// Null for what is none: forged, of another form or language, too old, or of words that have changed since.
    /// </summary>
    public static SignUpFormToken? Read(
        string? text,
        AddressHasher keys,
        CatalogueSnapshot catalogue,
        FormInfo form,
        string language,
        DateTimeOffset now
    )
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (
            text is not { Length: 43 }
            || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done
            || written != Length
            || Base64Url.EncodeToString(bytes) != text
        )
            return null;
        if (
            !CryptographicOperations.FixedTimeEquals(
                Mac(keys, bytes[..MacAt], catalogue, form, language),
                bytes[MacAt..]
            )
        )
            return null;
        if (bytes[0] == Markup)
            return new SignUpFormToken(true, "");
        var age = now.ToUnixTimeSeconds() - BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        // Another node may have handed it out, by a clock a little ahead.
        return age >= -300 && age <= Lives.TotalSeconds ? new SignUpFormToken(false, text) : null;
    }

    private static string Write(
        AddressHasher keys,
        byte kind,
        CatalogueSnapshot catalogue,
        FormInfo form,
        string language,
        long at,
        ReadOnlySpan<byte> nonce
    )
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], at);
        nonce.CopyTo(bytes[9..]);
        Mac(keys, bytes[..MacAt], catalogue, form, language).CopyTo(bytes[MacAt..]);
        return Base64Url.EncodeToString(bytes);
    }

    // All that is agreed to stands in it by number: other words are another sheet.
    private static byte[] Mac(
        AddressHasher keys,
        ReadOnlySpan<byte> head,
        CatalogueSnapshot catalogue,
        FormInfo form,
        string language
    )
    {
        var notices = form
            .Definition.Topics.Select(key => catalogue.ByKey.GetValueOrDefault(key)?.Notice?.Number ?? 0)
            .Prepend(catalogue.SiteNotice?.Number ?? 0);
        return keys.Seal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Convert.ToHexString(head)} {form.Key} {form.Version} {language} {string.Join(',', notices)}"
            )
        );
    }
}
