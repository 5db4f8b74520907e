using System.Text;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Rules;

/// <summary>Damage of a message that programs repair each in its way.</summary>
internal static class MimeRules
{
    /// <summary>RFC 5322 §2.1.1.</summary>
    private const int LongestLine = 998;

    private static readonly string[] Once = ["Content-Type", "From", "Subject", "Date", "Message-ID", "MIME-Version"];

    public static void Check(CheckedMessage message)
    {
        foreach (var part in message.Message.Parts.Where(p => p.Charset is not null))
            message.Add(TemplateRule.Mime, FindingSeverity.Warning, part.Part, "charset", part.Charset!);
        if (message.Message.Cut)
            message.Add(TemplateRule.Mime, FindingSeverity.Unchecked, TemplatePart.Message, "cut");
        if (!message.Message.HasHeaders)
        {
            message.Add(TemplateRule.Mime, FindingSeverity.Unchecked, TemplatePart.Message, "all.stage");
            return;
        }
        Headers(message);
        Boundaries(message);
        Lines(message);
    }

    private static void Headers(CheckedMessage message)
    {
        var headers = message.Message.Headers;
        foreach (var field in headers.Fields.Where(f => f.Value.Any(c => c > 127) || f.Name.Any(c => c > 127)))
            Add(message, field.Line, "8bit", field.Name);
        foreach (var name in Once)
            if (headers.All(name) is { Count: > 1 } fields)
                Add(message, fields[1].Line, "all.field-repeated", name, fields.Count);
        if (!headers.Whole)
            Add(message, 1, "fields");
    }

    private static void Boundaries(CheckedMessage message)
    {
        var bytes = message.Message.Bytes.Span;
        foreach (var boundary in message.Message.Boundaries)
            if (boundary.Length == 0 || bytes.IndexOf(Encoding.Latin1.GetBytes($"\n--{boundary}--")) < 0)
                message.Add(TemplateRule.Mime, FindingSeverity.Warning, TemplatePart.Message, "boundary", boundary);
    }

    private static void Lines(CheckedMessage message)
    {
        var line = 0;
        foreach (var range in message.Message.Bytes.Span.Split((byte)'\n'))
        {
            line++;
            var (start, end) = (range.Start.Value, range.End.Value);
            if (end - start > LongestLine + 1)
            {
                Add(message, line, "long", end - start);
                break;
            }
        }
        if (message.Message.Bytes.Span.Contains((byte)0))
            message.Add(TemplateRule.Mime, FindingSeverity.Warning, TemplatePart.Message, "nul");
    }

    private static void Add(CheckedMessage message, int line, string variant, params object[] arguments) =>
        message.Findings.Add(
            new TemplateFinding(TemplateRule.Mime, FindingSeverity.Warning, TemplatePart.Headers)
            {
                Line = line,
                Column = 1,
                Variant = variant,
                Arguments = arguments,
            }
        );
}
