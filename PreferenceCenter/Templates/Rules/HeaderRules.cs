using System.Text.RegularExpressions;
using PreferenceCenter.Links;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Messages;
using PreferenceCenter.Templates.Targets;

namespace PreferenceCenter.Templates.Rules;

/// <summary>The header fields of a mailing list, judged on their bytes (RFC 2369, 2919, 8058).</summary>
internal static partial class HeaderRules
{
    private static readonly TemplateRule[] OfHeaders =
    [
        TemplateRule.ListUnsubscribe,
        TemplateRule.ListUnsubscribePost,
        TemplateRule.ListHeadersSigned,
        TemplateRule.ListId,
    ];

    public static void Check(CheckedMessage message)
    {
        if (!message.Message.HasHeaders)
        {
            foreach (var rule in OfHeaders)
                message.Add(rule, FindingSeverity.Unchecked, TemplatePart.Headers, "all.stage");
            return;
        }
        ListUnsubscribe(message);
        ListUnsubscribePost(message);
        Signed(message);
        ListId(message);
    }

    private static void ListUnsubscribe(CheckedMessage message)
    {
        if (Only(message, "List-Unsubscribe", TemplateRule.ListUnsubscribe) is not { } field)
            return;
        var fault =
            Folded().IsMatch(field.Value) ? "folded"
            : field.Value.Contains("=?", StringComparison.Ordinal) ? "encoded"
            : !Addresses().IsMatch(field.Unfolded) ? "form"
            : null;
        if (fault is not null)
        {
            Add(message, field, TemplateRule.ListUnsubscribe, fault);
            return;
        }
        var first = field.Unfolded[1..field.Unfolded.IndexOf('>')];
        var judged = message.Judge.Of(first);
        if (judged.Leads != LinkTarget.Unsubscribe)
            Add(
                message,
                field,
                TemplateRule.ListUnsubscribe,
                first.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? "mailto"
                    : judged.Why == "test" ? "test"
                    : "other",
                first
            );
        else if (message.Context.Recipient is { } recipient && judged.Subscriber is { } other && other != recipient)
            message.Findings.Add(At(field, TemplateRule.UnsubscribeOtherPerson, FindingSeverity.Note));
    }

    private static void ListUnsubscribePost(CheckedMessage message)
    {
        if (
            Only(message, "List-Unsubscribe-Post", TemplateRule.ListUnsubscribePost) is { } field
            && (
                field.Unfolded != LinkMint.ListUnsubscribePost
                || field.Value.TrimStart(' ', '\t', '\r', '\n').Contains('\n', StringComparison.Ordinal)
            )
        )
            Add(message, field, TemplateRule.ListUnsubscribePost, "", field.Unfolded);
    }

    // Only h= is read: asking the name server whether a signature verifies is for others.
    private static void Signed(CheckedMessage message)
    {
        var signatures = message.Message.Headers.All("DKIM-Signature");
        if (signatures.Count == 0)
            message.Add(
                TemplateRule.ListHeadersSigned,
                message.Stage == TemplateStage.Received ? FindingSeverity.Error : FindingSeverity.Unchecked,
                TemplatePart.Headers,
                "none"
            );
        else if (!signatures.Any(CoversBoth))
            Add(message, signatures[0], TemplateRule.ListHeadersSigned, "");
    }

    private static bool CoversBoth(RawField signature)
    {
        foreach (var tag in signature.Unfolded.Split(';'))
            if (tag.Split('=', 2) is [var name, var value] && name.Trim() == "h")
            {
                var names = value.Split(':').Select(n => n.Trim().ToLowerInvariant()).ToList();
                return names.Contains("list-unsubscribe") && names.Contains("list-unsubscribe-post");
            }
        return false;
    }

    private static void ListId(CheckedMessage message)
    {
        if (Only(message, "List-Id", TemplateRule.ListId) is not { } field)
            return;
        if (Id().Match(field.Unfolded) is not { Success: true } id || field.Unfolded.Length > 255)
            Add(message, field, TemplateRule.ListId, "form", field.Unfolded);
        else if (
            message.Context.Topic is { } topic
            && Id().Match(topic.ListId) is { Success: true } expected
            && !expected.Groups[1].Value.Equals(id.Groups[1].Value, StringComparison.OrdinalIgnoreCase)
        )
            message.Findings.Add(
                At(field, TemplateRule.ListId, FindingSeverity.Warning) with
                {
                    Variant = "other",
                    Arguments = [id.Groups[1].Value, expected.Groups[1].Value],
                }
            );
    }

    private static RawField? Only(CheckedMessage message, string name, TemplateRule rule)
    {
        var fields = message.Message.Headers.All(name);
        if (fields.Count == 1)
            return fields[0];
        if (fields.Count == 0)
            message.Add(rule, FindingSeverity.Error, TemplatePart.Headers, "all.field-missing", name);
        else
            message.Findings.Add(
                At(fields[1], rule, FindingSeverity.Error) with
                {
                    Variant = "all.field-repeated",
                    Arguments = [name, fields.Count],
                }
            );
        return null;
    }

    private static TemplateFinding At(RawField field, TemplateRule rule, FindingSeverity severity) =>
        new(rule, severity, TemplatePart.Headers) { Line = field.Line, Column = 1 };

    private static void Add(
        CheckedMessage message,
        RawField field,
        TemplateRule rule,
        string variant,
        params object[] arguments
    ) => message.Findings.Add(At(field, rule, FindingSeverity.Error) with { Variant = variant, Arguments = arguments });

    // A line break stands after the colon or a comma, never within the brackets.
    [GeneratedRegex(@"[^\s,][ \t]*\r?\n", RegexOptions.CultureInvariant)]
    private static partial Regex Folded();

    [GeneratedRegex(@"^<[^<>\s]+>(\s*,\s*<[^<>\s]+>)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"<([^<>\s@]+\.[^<>\s@]+)>\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
