using System.Net;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Templates.Footers;

/// <summary>
/// A test message of a topic's mailings: a real one with its footer and header fields, whose links are of a person who
/// does not exist.
/// </summary>
internal static class TestMessage
{
    /// <param name="name">What the subject calls the topic.</param>
    /// <param name="links">Links by the key of test links.</param>
    public static MailContent Of(FooterKit kit, string language, string name, SubscriberLinks links)
    {
        var words = new FooterWords(language);
        var footer = kit.Write(Senders.All[^1], words, links.UnsubscribeUrl, links.PreferencesUrl);
        var (subject, body) = (words["test.subject", name], words["test.body"]);
        var html = $"""
            <!DOCTYPE html>
            <html lang="{language}" dir="{(words.RightToLeft ? "rtl" : "ltr")}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{WebUtility.HtmlEncode(
                subject
            )}</title></head><body style="margin:0">
            <p style="margin:0;padding:16px;font:16px/24px sans-serif">{WebUtility.HtmlEncode(body)}</p>
            {footer.Html}</body></html>

            """;
        return new MailContent(language, subject, html, $"{body}\n\n{footer.Text}");
    }
}
