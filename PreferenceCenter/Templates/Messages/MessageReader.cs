using MimeKit;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Messages;

/// <summary>Reads any bytes as a message.</summary>
internal static class MessageReader
{
    /// <param name="stage">Null: what the bytes look like.</param>
    public static TemplateMessage Read(ReadOnlyMemory<byte> bytes, TemplateStage? stage)
    {
        var whole = bytes.Length <= CheckLimits.Bytes;
        bytes = bytes[..Math.Min(bytes.Length, CheckLimits.Bytes)];
        var html = BeginsAsHtml(bytes.Span);
        var headers = RawHeaders.Read(html ? [] : bytes.Span);
        var at =
            stage
            ?? (
                html ? TemplateStage.Source
                : headers.All("Received").Count > 0 ? TemplateStage.Received
                : TemplateStage.Built
            );
        var boundaries = new List<string>();
        var parts =
            html ? [Alone(bytes.Span, TemplatePart.Html)]
            : at == TemplateStage.Source && (headers.Fields.Count == 0 || !headers.Whole)
                ? [Alone(bytes.Span, LooksLikeHtml(bytes.Span) ? TemplatePart.Html : TemplatePart.Text)]
            : PartsOf(bytes, boundaries);
        return new TemplateMessage(at, bytes, headers, parts, boundaries, !whole);
    }

    private static bool BeginsAsHtml(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var first = bytes.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && first + 1 < bytes.Length && bytes[first] == '<' && IsMarkup(bytes[first + 1]);
    }

    // A template may begin with a merge tag.
    private static bool LooksLikeHtml(ReadOnlySpan<byte> bytes)
    {
        for (var i = bytes.IndexOf((byte)'<'); i >= 0 && i + 1 < bytes.Length; )
        {
            if (IsMarkup(bytes[i + 1]))
                return true;
            var next = bytes[(i + 1)..].IndexOf((byte)'<');
            if (next < 0)
                return false;
            i += next + 1;
        }
        return false;
    }

    private static bool IsMarkup(byte next) => char.IsAsciiLetter((char)next) || next is (byte)'!' or (byte)'?';

    private static MessageText Alone(ReadOnlySpan<byte> bytes, TemplatePart part) =>
        PartText.Of(
            part,
            bytes[..Math.Min(bytes.Length, CheckLimits.Characters)],
            bytes.Length > CheckLimits.Characters,
            "utf-8"
        );

    private static List<MessageText> PartsOf(ReadOnlyMemory<byte> bytes, List<string> boundaries)
    {
        var head = bytes.Span[..Math.Min(bytes.Length, CheckLimits.HeaderBytes)];
        if (head.Length < bytes.Length && head.IndexOf("\n\n"u8) < 0 && head.IndexOf("\r\n\r\n"u8) < 0)
            return [Alone(bytes.Span, TemplatePart.Text)];
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = CheckLimits.MimeDepth;
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        MimeEntity? body;
        try
        {
            using var patience = new CancellationTokenSource(CheckLimits.Parsing);
            body = new MimeParser(options, stream, MimeFormat.Entity, persistent: true)
                .ParseMessage(patience.Token)
                .Body;
        }
        // No field at all, or one of millions of bytes, which the parser copies again and again: it is text then.
        catch (Exception e) when (e is FormatException or OperationCanceledException)
        {
            return [Alone(bytes.Span, TemplatePart.Text)];
        }
        var parts = new List<MessageText>();
        var waiting = new Stack<MimeEntity>();
        if (body is not null)
            waiting.Push(body);
        for (var seen = 0; waiting.Count > 0 && seen < CheckLimits.Parts; seen++)
        {
            var entity = waiting.Pop();
            if (entity is Multipart several)
            {
                boundaries.Add(several.ContentType.Boundary ?? "");
                foreach (var one in several.Reverse())
                    waiting.Push(one);
            }
            else if (entity is TextPart { Content: not null, IsAttachment: false } text && KindOf(text) is { } kind)
                parts.Add(PartText.Of(kind, text));
        }
        return parts;
    }

    private static TemplatePart? KindOf(TextPart text) =>
        text.ContentType.MediaSubtype.ToLowerInvariant() switch
        {
            "html" => TemplatePart.Html,
            "plain" => TemplatePart.Text,
            "x-amp-html" => TemplatePart.Amp,
            _ => null,
        };
}
