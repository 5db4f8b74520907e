using MimeKit;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Templates.Rules;

/// <summary>Whether the message says who sends it and where they are.</summary>
internal static class SenderRules
{
    public static void Check(CheckedMessage message)
    {
        foreach (var kind in message.Kinds)
            Address(message, kind.Key, kind.Select(p => p.Words), kind.Select(p => p.Text));
        if (message.Texts.Count > 0)
            Address(
                message,
                TemplatePart.Text,
                message.Texts.Select(t => t.Words),
                message.Texts.Select(t => t.Part.Text)
            );
        TextPart(message);
        From(message);
    }

    private static void Address(
        CheckedMessage message,
        TemplatePart part,
        IEnumerable<WordSequence> words,
        IEnumerable<string> texts
    )
    {
        var address = message.Context.Site.PostalAddress;
        if (words.Any(w => w.Has(address)))
            return;
        var byTag =
            message.Stage == TemplateStage.Source
            && texts
                .SelectMany(MergeTag.In)
                .Any(tag => tag.Name.Contains("address", StringComparison.OrdinalIgnoreCase));
        message.Add(
            TemplateRule.PostalAddress,
            byTag ? FindingSeverity.Unchecked : FindingSeverity.Error,
            part,
            byTag ? "tag" : "",
            address
        );
    }

    private static void TextPart(CheckedMessage message)
    {
        if (message.Pages.Count == 0)
            return;
        if (message.Texts.Count > 0)
        {
            if (!message.Texts.SelectMany(t => t.Links).Any(l => l.IsOurs))
                message.Add(TemplateRule.TextPart, FindingSeverity.Error, TemplatePart.Text, "link");
        }
        else if (message.Message.HasHeaders)
            message.Add(TemplateRule.TextPart, FindingSeverity.Error, TemplatePart.Message);
        else
            message.Add(TemplateRule.TextPart, FindingSeverity.Unchecked, TemplatePart.Message, "all.stage");
    }

    private static void From(CheckedMessage message)
    {
        if (!message.Message.HasHeaders)
        {
            message.Add(TemplateRule.SenderIdentity, FindingSeverity.Unchecked, TemplatePart.Headers, "all.stage");
            if (message.Context.OtherSenders.Count > 0)
                message.Add(TemplateRule.FromShared, FindingSeverity.Unchecked, TemplatePart.Headers, "all.stage");
            return;
        }
        var fields = message.Message.Headers.All("From");
        var sender =
            fields.Count > 0 && InternetAddressList.TryParse(fields[0].Unfolded, out var list)
                ? list.Mailboxes.FirstOrDefault(m => m.Address.Contains('@', StringComparison.Ordinal))
                : null;
        if (sender is null)
            message.Findings.Add(
                new TemplateFinding(TemplateRule.SenderIdentity, FindingSeverity.Error, TemplatePart.Headers)
                {
                    Line = fields.Count > 0 ? fields[0].Line : 0,
                    Column = fields.Count > 0 ? 1 : 0,
                }
            );
        else if (message.Context.OtherSenders.TryGetValue(sender.Address.ToLowerInvariant(), out var other))
            message.Findings.Add(
                new TemplateFinding(TemplateRule.FromShared, FindingSeverity.Warning, TemplatePart.Headers)
                {
                    Line = fields[0].Line,
                    Column = 1,
                    Arguments = [sender.Address, other],
                }
            );
    }
}
