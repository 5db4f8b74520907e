using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>
/// Encodes text for HTML. The component renderer encodes strings with a fixed encoder that turns every letter outside
/// ASCII into an entity, whatever <c>WebEncoderOptions</c> say: an Arabic page would be three times as large. So pages
/// are given text that is encoded already, once for each language instead of once for each request.
/// </summary>
internal static class Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Whether the text has a letter of a script that runs from right to left.</summary>
    public static bool IsRightToLeft(MarkupString text) =>
        text.Value.AsSpan().ContainsAnyInRange('\u0590', '\u08ff')
        || text.Value.AsSpan().ContainsAnyInRange('\ufb1d', '\ufefc');

    /// <summary>An e-mail address, which breaks before the @ where it is too long for a line.</summary>
    public static MarkupString OfAddress(string address) =>
        new(Of(address).Value.Replace("@", "<wbr>@", StringComparison.Ordinal));

    /// <summary>The words alone, for attributes and files: decoded, without the isolation of a phrase's values.</summary>
    public static string Plain(MarkupString text) =>
        WebUtility.HtmlDecode(
            text.Value.Replace("<bdi>", "", StringComparison.Ordinal).Replace("</bdi>", "", StringComparison.Ordinal)
        );

    public static MarkupString Of(string? text) => new(text is null ? "" : Encoder.Encode(text));
}
