using System.Text;
using System.Text.Unicode;
using MimeKit;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Messages;

/// <summary>Decodes the text of a part, as much of it as is looked at.</summary>
internal static class PartText
{
    public static MessageText Of(TemplatePart part, TextPart entity)
    {
        var bytes = new byte[CheckLimits.Characters];
        using var content = entity.Content!.Open();
        var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Of(part, bytes.AsSpan(0, read), content.ReadByte() >= 0, entity.ContentType.Charset);
    }

    public static MessageText Of(TemplatePart part, ReadOnlySpan<byte> bytes, bool cut, string? charset)
    {
        charset = string.IsNullOrWhiteSpace(charset) ? null : charset.Trim();
        var ascii = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0;
        var utf8 = ascii || cut || Utf8.IsValid(bytes);
        var declared = Declared(charset);
        var holds =
            ascii
            || (
                declared switch
                {
                    null => false,
                    { CodePage: 65001 } => utf8,
                    { CodePage: 20127 } => false,
                    _ => true,
                }
            );
        var encoding = declared is null or { CodePage: 20127 or 65001 }
            ? utf8
                ? Encoding.UTF8
                : Encoding.Latin1
            : declared;
        var text = encoding.GetString(bytes);
        return new MessageText(part, text.TrimStart('\uFEFF'), cut, holds ? null : charset ?? "us-ascii");
    }

    private static Encoding? Declared(string? charset)
    {
        try
        {
            return charset is null
                ? Encoding.ASCII
                : CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
