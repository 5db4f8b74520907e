using System.Text.RegularExpressions;
using PreferenceCenter.Domain;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Rules;

/// <summary>Particulars that the laws of <c>Site:Jurisdictions</c> ask for, each with its article.</summary>
internal static partial class LawRules
{
    public static void Check(CheckedMessage message)
    {
        var facts = Facts.Of(message);
        foreach (var law in message.Context.Site.Jurisdictions)
            switch (WireName.Parse<TemplateRule>(law))
            {
                case TemplateRule.CanSpam and var rule:
                    Want(rule, facts.Address, "all.law-address", "15 U.S.C. § 7704(a)(5)(A)(iii)");
                    Want(rule, facts.OptOut, "all.law-opt-out", "15 U.S.C. § 7704(a)(3)(A)");
                    if (message.Message.HasHeaders)
                        Want(rule, facts.Honest, "all.law-subject", "15 U.S.C. § 7704(a)(2)");
                    else
                        message.Add(rule, FindingSeverity.Unchecked, TemplatePart.Headers, "all.stage");
                    break;
                case TemplateRule.Casl and var rule:
                    Want(rule, facts.Sender, "all.law-sender", "S.C. 2010, c. 23, s. 6(2)(a)");
                    Want(rule, facts.Address && facts.Contact, "all.law-contact", "SOR/2012-36, s. 2(1)(d)");
                    Want(rule, facts.OptOut, "all.law-opt-out", "S.C. 2010, c. 23, s. 6(2)(c)");
                    break;
                case TemplateRule.Eprivacy and var rule:
                    Want(rule, facts.Sender, "all.law-sender", "2002/58/EC, art. 13(4)");
                    Want(rule, facts.OptOut, "all.law-opt-out", "2002/58/EC, art. 13(4)");
                    break;
                case TemplateRule.ECommerce and var rule:
                    Want(rule, facts.Sender, "all.law-sender", "2000/31/EC, art. 5(1)(a)");
                    Want(rule, facts.Address, "all.law-address", "2000/31/EC, art. 5(1)(b)");
                    Want(rule, facts.Email, "all.law-email", "2000/31/EC, art. 5(1)(c)");
                    break;
            }

        void Want(TemplateRule rule, bool there, string otherwise, string article)
        {
            if (!there)
                message.Add(rule, FindingSeverity.Warning, TemplatePart.Message, otherwise, article);
        }
    }

    /// <summary>What the message tells, in any of its parts.</summary>
    private sealed record Facts(bool Sender, bool Address, bool OptOut, bool Contact, bool Email, bool Honest)
    {
        public static Facts Of(CheckedMessage message)
        {
            var site = message.Context.Site;
            var words = message.Pages.Select(p => p.Words).Concat(message.Texts.Select(t => t.Words)).ToList();
            var links = message.Pages.SelectMany(p => p.Links).Concat(message.Texts.SelectMany(t => t.Links)).ToList();
            var email =
                links.Exists(l => l.Href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
                || message.Pages.Any(p => HasMailbox(p.Text))
                || message.Texts.Any(t => HasMailbox(t.Part.Text));
            var subject = message.Message.Headers.All("Subject") is [var first, ..] ? first.Unfolded : "";
            return new Facts(
                words.Exists(w => w.Has(site.Controller) || w.Has(site.Name)),
                words.Exists(w => w.Has(site.PostalAddress)),
                message.Pages.Any(p => p.Links.Any(l => l.IsOurs && p.Sees(l)))
                    || message.Texts.SelectMany(t => t.Links).Any(l => l.IsOurs),
                email || links.Exists(l => !l.IsOurs && l.Href.StartsWith("http", StringComparison.OrdinalIgnoreCase)),
                email,
                !Reply().IsMatch(subject) || message.Message.Headers.All("In-Reply-To").Count > 0
            );
        }
    }

    private static bool HasMailbox(string text) =>
        text.Contains('@', StringComparison.Ordinal) && Mailbox().IsMatch(text);

    [GeneratedRegex(@"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Mailbox();

    [GeneratedRegex(@"^(re|fwd?|aw|wg)\s*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reply();
}
