using System.Text;
using PreferenceCenter.Domain;
using PreferenceCenter.Templates;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Footers;
using PreferenceCenter.Templates.Tags;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests that each footer that the kit makes passes the check of templates, whoever sends it.</summary>
public sealed class FooterKitTests
{
    private static readonly FooterColors Light = new("#ffffff", "#55605b", "#0b6b53");
    private static readonly FooterColors Dark = new("#191e1c", "#a7b0ab", "#6ad7b4");

    public static TheoryData<string> Keys => [.. Senders.All.Select(sender => sender.Key)];

    [Theory, MemberData(nameof(Keys))]
    [Trait("Requirement", "TPL-01")]
    [Trait("Requirement", "TPL-02")]
    public void It_passes_the_check_in_each_language_as_html_and_as_text(string key)
    {
        foreach (var language in Languages.All)
        foreach (var name in new[] { "News & offers", null })
        {
            var footer = Write(key, language, name);
            Assert.Empty(Findings(footer.Text));
            // A piece of a template has no title; the template has.
            Assert.Equal([TemplateRule.TitleMissing], Findings(footer.Html).Select(f => f.Rule));
            Assert.Equal(name is not null, footer.Text.Contains("News & offers", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_a_topic_is_called_is_no_markup() =>
        Assert.Contains("&lt;b&gt;", Write("plain", "en", "<b>").Html, StringComparison.Ordinal);

    [Fact]
    public void The_check_sees_a_footer_whose_colours_cannot_be_read()
    {
        var faint = new FooterKit(Sample.Site, _ => "News", new("#ffffff", "#55605b", "#dddddd"), Dark);
        Assert.Contains(
            Findings(faint.Write(Senders.All[0], "en").Html),
            f => f is { Rule: TemplateRule.UnsubscribeFaint, Severity: FindingSeverity.Error }
        );
    }

    [Fact]
    [Trait("Requirement", "HDR-05")]
    public void Headers_are_told_where_they_can_be_set_and_lead_here()
    {
        Assert.Equal(
            [
                ("h:List-Unsubscribe", "<%recipient.unsubscribeUrl%>"),
                ("h:List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                ("h:List-Id", "News <news.example.org>"),
            ],
            FooterHeaders.Of(Senders.Find("mailgun")!, "News <news.example.org>")
        );
        Assert.Empty(FooterHeaders.Of(Senders.Find("mailchimp")!, "x"));
    }

    [Fact]
    [Trait("Requirement", "WDR-06")]
    public void A_mailing_without_the_postal_address_is_not_sound_and_each_footer_has_it()
    {
        foreach (var language in Languages.All)
        {
            var footer = Write("plain", language, "News");
            Assert.Contains(Sample.Address, footer.Text, StringComparison.Ordinal);
            Assert.Contains(Sample.Address, footer.Html, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(Lacking(new Sample()), f => f.Rule == TemplateRule.PostalAddress);
        // The name is not said twice, and not left out where the address lacks it.
        foreach (var address in new[] { $"{Sample.Site.Controller}, 1 Harbour Street", "1 Harbour Street" })
            Assert.Contains(
                $"Sent by {Sample.Site.Controller}, 1 Harbour Street\n",
                new FooterKit(Sample.Site with { PostalAddress = address }, _ => null, Light, Dark)
                    .Write(Senders.All[0], "en")
                    .Text.ReplaceLineEndings("\n"),
                StringComparison.Ordinal
            );
        // Left out, emptied, or never filled in.
        foreach (var where in new[] { "", "<p></p>", "<p>{{company_address}}</p>" })
            Assert.Contains(
                Lacking(new Sample { Where = where, Text = $"Unsubscribe: {Sample.U}" }),
                f => f is { Rule: TemplateRule.PostalAddress, Severity: FindingSeverity.Error }
            );
    }

    [Fact]
    [Trait("Requirement", "HDR-07")]
    public void A_list_header_that_a_template_or_a_sender_adds_is_found()
    {
        Assert.Empty(Lacking(new Sample()));
        (string Added, TemplateRule Found)[] cases =
        [
            ("List-Unsubscribe: <https://evil.example/leave>", TemplateRule.ListUnsubscribe),
            ("List-Unsubscribe-Post: List-Unsubscribe=One-Click", TemplateRule.ListUnsubscribePost),
            ("list-id: News <news.evil.example>", TemplateRule.ListId),
        ];
        foreach (var (added, rule) in cases)
            Assert.Contains(
                Lacking(new Sample { More = "Subject: News of November\n" + added }),
                f => f.Rule == rule && f.Variant == "all.field-repeated" && f.Severity == FindingSeverity.Error
            );
        // One that stands in place of ours leads to no list of this centre.
        Assert.Contains(
            Lacking(new Sample { List = "List-Unsubscribe: <https://evil.example/leave>" }),
            f => f is { Rule: TemplateRule.ListUnsubscribe, Severity: FindingSeverity.Error }
        );
    }

    private static IReadOnlyList<TemplateFinding> Lacking(Sample message) => message.Check().Findings;

    private static Footer Write(string key, string language, string? name) =>
        new FooterKit(Sample.Site, _ => name, Light, Dark).Write(Senders.Find(key)!, language);

    private static IEnumerable<TemplateFinding> Findings(string part) =>
        TemplateCheck
            .Run(Encoding.UTF8.GetBytes(part), TemplateStage.Source, Sample.Context)
            .Findings.Where(f => f.Severity is FindingSeverity.Error or FindingSeverity.Warning);
}
