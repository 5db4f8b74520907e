using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>
/// Token that proves that a posted form is a recent copy made by this centre, of this form and with these texts, or
/// markup for another site. A post without a valid token comes from a visitor who has not seen the consent statements,
/// so they are shown first.
/// </summary>
/// <param name="Number">
/// Distinguishes the copies of a form; empty for markup, which all visitors of that page share.
/// </param>
internal sealed record SignUpFormToken(bool Embedded, string Number)
{
    private const byte Page = 1,
        Markup = 2;
    private const int MacAt = 16,
        Length = 32;

    /// <summary>How long a visitor may leave the page open.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

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
    /// Reads a token. Null if it is forged, belongs to another form or language, is too old, or its texts have changed
    /// since.
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
        // Another node may have issued the token, with a clock slightly ahead.
        return age >= -300 && age <= Lifetime.TotalSeconds ? new SignUpFormToken(false, text) : null;
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

    // Covers the version number of every statement agreed to: new texts make older tokens invalid.
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
